import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { eventually } from './support/eventually.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { openSwitchableEngine } from './support/switchable-engine.ts'
import { containerFile } from './support/trees.ts'
import { SLEEPER, untilSame, watching } from './support/watching.ts'

const RULES = 'develop: {watch: [{path: src, action: sync, target: /app}]}'

scenario('files of the project are watched too, and a broken one changes nothing', async ({ stack }) => {
  const compose = (more: string) =>
    `services: {web: {${SLEEPER}, env_file: web.env, environment: {LEVEL: "\${LEVEL:-one}"}, ${RULES}}, once: {image: busybox, command: ["true"]}${more}}`
  await stack.write({ 'compose.yaml': compose(''), 'web.env': 'A=1\n', 'src/a': '' })
  const running = await watching(stack)
  await stack.write({ '.env': 'LEVEL=two\n' })
  await running.prints('environment.LEVEL: "one" -> "two"')
  await running.prints('(.env)')
  await eventually(async () => expect((await stack.container('web')).Config.Env).toContain('LEVEL=two'))
  const once = await stack.container('once')
  await stack.write({ 'web.env': 'A=2\n' })
  await running.prints('environment.A: "1" -> "2"')
  await stack.write({ 'compose.yaml': 'services: {web: [' })
  await running.prints('what was before stays in force')
  await stack.write({ 'src/a': 'still copied' })
  await untilSame(stack, '/app', 'src')
  await stack.write({ 'compose.yaml': compose(`, more: {${SLEEPER}}`) })
  await eventually(async () => expect((await stack.container('more')).State.Running).toBe(true))
  await stack.write({
    'compose.override.yaml': 'services: {web: {develop: {watch: [{path: lib, action: sync, target: /lib}]}}}',
  })
  await running.prints('(compose.override.yaml)')
  await running.prints('Recreated')
  await stack.write({ 'lib/new': 'a rule that came later' })
  await untilSame(stack, '/lib', 'lib')
  await untilSame(stack, '/app', 'src')
  // What had run to its end is not run again because something else has changed.
  expect((await stack.container('once')).State).toEqual(once.State)
})

scenario('the engine goes away and comes back: nothing is lost', async ({ stack }) => {
  await stack.write({ 'compose.yaml': `services: {web: {${SLEEPER}, ${RULES}}}`, 'src/a': '' })
  const engine = await openSwitchableEngine()
  const running = start([...tscompose, 'watch'], { cwd: stack.folder, env: { DOCKER_HOST: engine.host } })
  try {
    await running.prints('Watch enabled')
    await stack.write({ 'src/a': 'before' })
    await untilSame(stack, '/app', 'src')
    await engine.leave()
    await running.prints('The engine is away')
    await stack.write({ 'src/a': 'meanwhile', 'src/b': 'came and went' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await rm(join(stack.folder, 'src/b'))
    await engine.comeBack()
    await running.prints('The engine is back')
    await untilSame(stack, '/app', 'src')
    await stack.write({ 'src/c': 'after' })
    await untilSame(stack, '/app', 'src')
  } finally {
    running.signal('SIGKILL')
    await engine.close()
  }
})

scenario('a watch that was killed can be begun again', async ({ stack }) => {
  await stack.write({ 'compose.yaml': `services: {web: {${SLEEPER}, ${RULES}}}`, 'src/a': '' })
  const first = await watching(stack)
  first.signal('SIGKILL')
  await first.ended
  await watching(stack)
  await stack.write({ 'src/a': 'again' })
  await untilSame(stack, '/app', 'src')
})

const hasNamespaces = spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0

scenario.skipIf(!hasNamespaces)(
  'where the kernel has no more notifications to give, nothing is lost',
  async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services: {web: {${SLEEPER}, ${RULES}}}`,
      'src/old/a': '',
      'src/gone/b': '',
    })
    // A user namespace has a limit of its own: nobody else's is touched.
    const limited = ['sh', '-c', 'echo 20 > /proc/sys/user/max_inotify_watches && exec "$@"', 'sh']
    const command = ['unshare', '--user', '--map-root-user', ...limited, ...tscompose, 'watch']
    const running = start(command, { cwd: stack.folder })
    try {
      await running.prints('Watch enabled')
      await stack.write({ 'src/old/a': '1', 'src/gone/b': '1' })
      await untilSame(stack, '/app', 'src')
      const files: Record<string, string> = { 'src/old/a': '2' }
      for (let i = 0; i < 30; i++) files[`src/d${i}/e/f`] = `${i}`
      await Promise.all([stack.write(files), rm(join(stack.folder, 'src/gone'), { recursive: true })])
      const printed = await running.prints('files are looked at every second')
      expect(printed).toContain('raise fs.inotify.max_user_watches')
      await untilSame(stack, '/app', 'src')
      await stack.write({ 'src/d29/e/f': 'polled', 'src/d28/new/g': 'g' })
      await rm(join(stack.folder, 'src/d3'), { recursive: true })
      await untilSame(stack, '/app', 'src')
    } finally {
      running.signal('SIGKILL')
      await running.ended
    }
  },
)

scenario('up --watch shows output and copies files; Ctrl-C stops all of it', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    image: busybox
    command: [sh, -c, 'while :; do cat /app/a 2>/dev/null && rm /app/a; sleep 0.1; done']
    init: true
    stop_grace_period: 0s
    ${RULES}
`,
    'src/x': '',
  })
  const running = stack.start('up', '--watch')
  await running.prints('Watch enabled for web')
  await stack.write({ 'src/a': 'seen in the container\n' })
  await running.prints('| seen in the container')
  running.signal('SIGINT')
  const { code } = await running.ended
  expect(code).toBe(130)
  expect((await stack.container('web')).State.Running).toBe(false)
})

scenario('with --heal, what is stopped, removed or changed by hand is put back', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `services: {web: {${SLEEPER}, scale: 2}, once: {image: busybox, command: ["true"]}}`,
  })
  const running = stack.start('up', '--heal')
  await running.prints('Watch enabled')
  const [one, two, once] = [
    await stack.container('web', 1),
    await stack.container('web', 2),
    await stack.container('once'),
  ]
  await askEngine('POST', `/containers/${one.Id}/stop?t=0`)
  await running.prints(`${stack.name}-web-1 put back (it has ended)`)
  await eventually(async () => expect((await stack.container('web', 1)).State.Running).toBe(true))
  await askEngine('DELETE', `/containers/${two.Id}?force=1`)
  await running.prints(`${stack.name}-web-2 put back`)
  await eventually(async () => expect((await stack.container('web', 2)).State.Running).toBe(true))
  const network = `${stack.name}_default`
  await askEngine('POST', `/networks/${network}/disconnect`, { Container: one.Id, Force: true })
  await running.prints(`network ${network} is not the one it is connected to`)
  await eventually(async () => {
    const { State, NetworkSettings } = await stack.container('web', 1)
    expect([State.Running, Object.keys(NetworkSettings.Networks)]).toEqual([true, [network]])
  })
  await askEngine('POST', `/containers/${(await stack.container('web', 1)).Id}/pause`)
  await running.prints('it is paused')
  await eventually(async () => expect((await stack.container('web', 1)).State.Status).toBe('running'))
  expect((await stack.container('once')).State).toEqual(once.State)
})

scenario(
  'what ended before healing began, or while the engine was away, is put back too',
  async ({ stack }) => {
    const once = 'test -e /again && exec sleep 100000; touch /again; exit 3'
    await stack.write({
      'compose.yaml': `services: {web: {${SLEEPER}, ${RULES}}, crashed: {image: busybox, command: [sh, -c, '${once}'], init: true, stop_grace_period: 0s}, done: {image: busybox, command: ["true"]}}`,
      'src/a': '',
    })
    await stack.succeeds('up', '-d')
    const state = async (service: string) => (await stack.container(service)).State.Status
    await eventually(async () =>
      expect([await state('crashed'), await state('done')]).toEqual(['exited', 'exited']),
    )
    const engine = await openSwitchableEngine()
    const running = start([...tscompose, 'watch', '--no-up', '--heal'], {
      cwd: stack.folder,
      env: { DOCKER_HOST: engine.host },
    })
    try {
      await running.prints(`${stack.name}-crashed-1 put back (it has ended)`)
      await eventually(async () => expect(await state('crashed')).toBe('running'))
      await engine.leave()
      await running.prints('The engine is away')
      await askEngine('POST', `/containers/${(await stack.container('web')).Id}/stop?t=0`)
      await engine.comeBack()
      await running.prints(`${stack.name}-web-1 put back (it has ended)`)
      await eventually(async () => expect(await state('web')).toBe('running'))
      expect(await state('done')).toBe('exited')
    } finally {
      running.signal('SIGKILL')
      await engine.close()
    }
  },
)

scenario('a crash loop is slowed down and told', async ({ stack }) => {
  await stack.write({
    'compose.yaml':
      'services: {web: {image: busybox, command: [sh, -c, "echo start; exit 3"]}, other: {image: busybox, command: [sleep, "1000"], stop_grace_period: 0s}}',
  })
  const running = stack.start('up', '--heal')
  const printed = await running.prints('crashed (exit code 3) 3 times in a row; tried again in 2.0 s')
  expect(printed).toContain(`${stack.name}-web-1 put back (it has ended)`)
})

scenario('with --heal=unhealthy, what is unhealthy is restarted', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    image: busybox
    command: [sh, -c, 'echo s >> /starts; touch /well; exec sleep 100000']
    init: true
    stop_grace_period: 0s
    healthcheck: {test: [CMD, test, -e, /well], interval: 500ms, timeout: 5s, retries: 1}
`,
  })
  const running = stack.start('up', '--heal=unhealthy')
  await running.prints('Watch enabled')
  const { Id } = await stack.container('web')
  await eventually(async () => expect((await stack.container('web')).State.Health?.Status).toBe('healthy'))
  const exec = await askEngine('POST', `/containers/${Id}/exec`, { Cmd: ['rm', '/well'] })
  await askEngine('POST', `/exec/${(exec.json as { Id: string }).Id}/start`, { Detach: true })
  await running.prints('put back (its health check fails)')
  await eventually(async () => expect(await containerFile(Id, '/starts')).toBe('s\ns\n'))
})
