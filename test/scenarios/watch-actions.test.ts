import { expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { eventually } from './support/eventually.ts'
import { scenario } from './support/scenario.ts'
import { containerFile } from './support/trees.ts'
import { SLEEPER, untilSame, watching } from './support/watching.ts'

const STACK = {
  'compose.yaml': `
services:
  web:
    build:
      context: .
      dockerfile_inline: |
        FROM busybox
        COPY package.json /package.json
        CMD ["sh", "-c", "echo started >> /starts; exec sleep 100000"]
    init: true
    stop_grace_period: 0s
    develop:
      watch:
        - {path: package.json, action: rebuild}
        - {path: src, action: sync, target: /app}
        - {path: conf, action: sync+restart, target: /conf}
        - {path: more, action: restart}
  other:
    image: busybox
    command: [sleep, "100000"]
    init: true
    stop_grace_period: 0s
    depends_on: [web]
`,
  'package.json': '1',
  'src/a': 'a',
  'conf/c': 'c',
  'more/m': 'm',
}

scenario('sync, sync+restart and restart do what they say', async ({ stack }) => {
  await stack.write(STACK)
  const running = await watching(stack)
  const { Id, Created } = await stack.container('web')
  await stack.write({ 'conf/c': 'c2' })
  await running.prints('web restart: 1 file')
  await untilSame(stack, '/conf', 'conf')
  expect(await containerFile(Id, '/starts')).toBe('started\nstarted\n')
  await stack.write({ 'more/m': 'm2' })
  await running.prints('(more/m)')
  await eventually(async () => expect(await containerFile(Id, '/starts')).toBe('started\nstarted\nstarted\n'))
  expect(await containerFile(Id, '/more')).toBeUndefined()
  await stack.write({ 'src/a': 'a2', 'src/b': 'b' })
  await running.prints('web sync: 2 files, 3B')
  await untilSame(stack, '/app', 'src')
  expect((await stack.container('web')).Created).toBe(Created)
})

scenario('a command runs after files were copied, and its failure is told', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    image: busybox
    command: [sleep, "100000"]
    init: true
    stop_grace_period: 0s
    develop:
      watch:
        - path: hook
          action: sync+exec
          target: /hook
          exec:
            command: [sh, -c, 'echo oops >&2; cat /hook/h > /tmp/seen; echo $$A $$PWD $$(id -u) >> /tmp/seen; grep -q good /hook/h']
            environment: [A=b]
            working_dir: /tmp
            user: "1"
`,
    'hook/h': '',
  })
  const running = await watching(stack)
  const { Id } = await stack.container('web')
  await stack.write({ 'hook/h': 'good\n' })
  await running.prints('web exec:')
  expect(await containerFile(Id, '/tmp/seen')).toBe('good\nb /tmp 1\n')
  await stack.write({ 'hook/h': 'bad\n' })
  const printed = await running.prints('ended with 1 in')
  expect(printed).toContain('oops')
})

scenario('a rebuild makes one service anew, then come sync and restart', async ({ stack }) => {
  await stack.write(STACK)
  const running = await watching(stack)
  const [web, other] = [await stack.container('web'), await stack.container('other')]
  await stack.write({ 'package.json': '2', 'src/a': 'a2', 'conf/c': 'c2' })
  await running.prints('web rebuilt')
  const printed = await running.prints('web restart')
  // What is saved while it is rebuilt goes into the new container as well, by a sync of its own.
  expect(printed).toMatch(/web rebuild \(.*web rebuilt.*sync.*web restart/s)
  const now = await stack.container('web')
  expect(now.Id).not.toBe(web.Id)
  expect(now.Image).not.toBe(web.Image)
  expect(await containerFile(now.Id, '/package.json')).toBe('2')
  expect((await stack.container('other')).Id).toBe(other.Id)
  await eventually(async () => {
    expect(await containerFile(now.Id, '/app/a')).toBe('a2')
    expect(await containerFile(now.Id, '/starts')).toBe('started\nstarted\n')
  })
  const replaced = await askEngine('GET', `/images/${web.Image}/json`)
  expect(replaced.status).toBe(404)
})

scenario('a rebuild makes the container anew where the image stays the same, too', async ({ stack }) => {
  await stack.write({
    'compose.yaml': STACK['compose.yaml'].replace(
      'path: src, action: sync, target: /app',
      'path: src, action: sync, target: /app, x-initialSync: true',
    ),
    'package.json': '1',
    'src/a': 'first',
    '.env': '',
  })
  const running = await watching(stack)
  expect(
    await running.prints('x-initialSync is DEPRECATED, please use the official `initial_sync`'),
  ).toContain('"web"')
  const { Id, Image } = await stack.container('web')
  expect(await containerFile(Id, '/app/a')).toBe('first')
  // The same text saved again.
  await stack.write({ 'package.json': '1' })
  await running.prints('web rebuilt')
  const now = await stack.container('web')
  expect(now.Id).not.toBe(Id)
  expect(now.Image).toBe(Image)
})

scenario('a file that a rule watches and that makes the project what it is does both', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    ${SLEEPER.replaceAll(/, (?=init|command|stop)/g, '\n    ')}
    environment: {LEVEL: "\${LEVEL:-one}"}
    develop: {watch: [{path: .env, action: sync, target: /seen}]}
`,
    '.env': 'LEVEL=one\n',
  })
  const running = await watching(stack)
  const { Id } = await stack.container('web')
  await stack.write({ '.env': 'LEVEL=two\n' })
  await running.prints('Project changed')
  await eventually(async () => {
    const now = await stack.container('web')
    expect(now.Id).not.toBe(Id)
    expect(now.Config.Env).toContain('LEVEL=two')
    expect(await containerFile(now.Id, '/seen')).toBe('LEVEL=two\n')
  })
})

scenario('a build that fails is told, and the next save is built again', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web:
    build: .
    init: true
    stop_grace_period: 0s
    develop: {watch: [{path: Dockerfile, action: rebuild}]}
`,
    Dockerfile: 'FROM busybox\nCMD sleep 100000\n',
  })
  const running = await watching(stack)
  const { Id } = await stack.container('web')
  await stack.write({ Dockerfile: 'FROM busybox\nRUN exit 7\nCMD sleep 100000\n' })
  await running.prints('exit code: 7')
  expect((await stack.container('web')).Id).toBe(Id)
  await stack.write({ Dockerfile: 'FROM busybox\nRUN touch /made\nCMD sleep 100000\n' })
  await running.prints('web rebuilt')
  expect((await stack.container('web')).Id).not.toBe(Id)
})

scenario('a command that the engine refuses is told by its container', async ({ stack }) => {
  await stack.write({
    'compose.yaml': `
services:
  web: {${SLEEPER}, develop: {watch: [{path: src, action: sync, target: /app}, {path: src/hook, action: sync+exec, target: /app/hook, exec: {command: ["true"], user: unknown}}]}}
  done: {image: busybox, command: ["true"], develop: {watch: [{path: src/hook, action: sync+exec, target: /hook, exec: {command: ["true"]}}]}}
`,
    'src/a': '',
    'src/hook/h': '1',
  })
  const running = await watching(stack)
  await stack.write({ 'src/a': 'a', 'src/b': 'b', 'src/hook/h': '2' })
  const printed = await running.prints(`true cannot be run in ${stack.name}-web-1 of service "web"`)
  expect(printed).not.toContain('exec:')
  await untilSame(stack, '/app', 'src')
  running.signal('SIGINT')
  const { stdout } = await running.ended
  expect(stdout).not.toContain('done exec')
})
