import { describe, expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import { runs, states } from './support/states.ts'

const ONE = `services:\n  web: {${SLEEPER}}\n`
const TWO = `services:\n  db: {${SLEEPER}}\n  web: {${SLEEPER}, depends_on: [db]}\n`
const changed = (yaml: string) => yaml.replaceAll('"1000"', '"1001"')

describe('up', () => {
  scenario('--dry-run says what would be done and does nothing', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    const { stderr } = await stack.succeeds('up -d --dry-run')
    expect(stderr).toContain(`DRY-RUN MODE -  Container ${stack.name}-web-1  Started`)
    expect(await states(stack)).toEqual({})
    expect(await stack.networkNames()).toEqual([])
  })

  scenario('--no-start creates, and a later up starts the same containers', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    await stack.succeeds('up --no-start')
    expect(await states(stack)).toEqual({ 'db-1': 'created', 'web-1': 'created' })
    const ids = (await stack.containers()).map(({ Id }) => Id)
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'web-1': 'running' })
    expect((await stack.containers()).map(({ Id }) => Id)).toEqual(ids)
  })

  scenario('--wait comes back once everything is healthy', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "test -e /ready", interval: 200ms, retries: 100}'
    const command = 'command: sh -c "sleep 1; touch /ready; sleep 1000"'
    const slow = SLEEPER.replace('command: ["sleep", "1000"]', command)
    await stack.write({ 'compose.yaml': `services:\n  web: {${slow}, ${healthcheck}}\n` })
    await stack.succeeds('up --wait')
    expect((await stack.container('web')).State.Health?.Status).toBe('healthy')
  })

  scenario('--wait-timeout ends the wait and says for what', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "echo not yet; false", interval: 200ms, retries: 1000}'
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}, ${healthcheck}}\n` })
    const { code, stderr } = await stack.run('up --wait --wait-timeout 1')
    expect(code).toBe(1)
    expect(stderr).toContain(`after 1s; 1 container missing: ${stack.name}-web-1 (starting)`)
    expect(stderr).toContain('not yet')
  })

  scenario('--force-recreate makes anew what has not changed', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    await stack.succeeds('up -d')
    const before = await runs(stack)
    await stack.succeeds('up -d --force-recreate web')
    const after = await runs(stack)
    expect(after['web-1']).not.toBe(before['web-1'])
    expect(after['db-1']).toBe(before['db-1'])
  })

  scenario('--no-recreate leaves what has changed, and starts it where it was stopped', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    await stack.succeeds('up -d')
    await stack.succeeds('stop web')
    const { Id } = await stack.container('web')
    await stack.write({ 'compose.yaml': changed(TWO) })
    await stack.succeeds('up -d --no-recreate')
    expect(await stack.container('web')).toMatchObject({ Id, State: { Status: 'running' } })
  })

  scenario('--no-deps leaves alone what the service depends on', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    await stack.succeeds('up -d --no-deps web')
    expect(await states(stack)).toEqual({ 'web-1': 'running' })
    await stack.succeeds('up -d')
    const before = await runs(stack)
    await stack.write({ 'compose.yaml': changed(TWO) })
    await stack.succeeds('up -d --no-deps web')
    const after = await runs(stack)
    expect(after['web-1']).not.toBe(before['web-1'])
    expect(after['db-1']).toBe(before['db-1'])
  })

  scenario('--no-deps shares namespaces and volumes of what runs already', async ({ stack }) => {
    const shared =
      'network_mode: "service:db", ipc: "service:db", pid: "service:db", volumes_from: [db], depends_on: [db]'
    await stack.write({
      'compose.yaml': `services:
  db: {${SLEEPER}, ipc: shareable, volumes: [/data]}
  app: {${SLEEPER}, ${shared}}
`,
    })
    const { stderr } = await stack.fails('up -d --no-deps app')
    expect(stderr).toContain('"db"')
    await stack.succeeds('up -d db')
    const { Id } = await stack.container('db')
    await stack.succeeds('up -d --no-deps app')
    expect((await stack.container('app')).HostConfig).toMatchObject({
      NetworkMode: `container:${Id}`,
      IpcMode: `container:${Id}`,
      PidMode: `container:${Id}`,
      VolumesFrom: [Id],
    })
    const before = await runs(stack)
    await stack.succeeds('up -d')
    expect(await runs(stack)).toEqual(before)
  })

  scenario('an image by its id, whole or its beginning, is used and not pulled', async ({ stack }) => {
    await stack.write({ 'compose.yaml': ONE })
    await stack.succeeds('up -d')
    const { Image } = await stack.container('web')
    const digits = Image.replace('sha256:', '')
    for (const image of [Image, digits, digits.slice(0, 12)]) {
      await stack.write({ 'compose.yaml': ONE.replace('image: busybox', `image: "${image}"`) })
      await stack.succeeds('up -d')
      expect((await stack.container('web')).Config.Image).toBe(image)
    }
  })

  scenario('--scale adds above the highest number and takes away from there', async ({ stack }) => {
    await stack.write({ 'compose.yaml': ONE })
    await stack.succeeds('up -d')
    const first = (await runs(stack))['web-1']
    await stack.succeeds('up -d --scale web=3')
    const three = await runs(stack)
    expect(Object.keys(three)).toEqual(['web-1', 'web-2', 'web-3'])
    await stack.succeeds('up -d --scale web=2')
    const { 'web-3': gone, ...two } = three
    expect(await runs(stack)).toEqual(two)
    expect(two['web-1']).toBe(first)
    await stack.succeeds('up -d --scale web=0')
    expect(await states(stack)).toEqual({})
  })

  scenario('names containers of services that are gone, and removes them when asked', async ({ stack }) => {
    await stack.write({ 'compose.yaml': TWO })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': `services:\n  db: {${SLEEPER}}\n` })
    const { stderr } = await stack.succeeds('up -d')
    expect(stderr).toContain(`${stack.name}-web-1`)
    expect(stderr).toContain('--remove-orphans')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'web-1': 'running' })
    await stack.succeeds('up -d --remove-orphans')
    expect(await states(stack)).toEqual({ 'db-1': 'running' })
  })

  scenario('-t is how long what is replaced gets to stop', async ({ stack }) => {
    const stubborn = 'image: busybox, command: sh -c "while :; do sleep 1; done", stop_grace_period: 600s'
    const yaml = (level: string) =>
      `services:\n  web: {${stubborn}, init: false, environment: {LEVEL: ${level}}}\n`
    await stack.write({ 'compose.yaml': yaml('info') })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': yaml('debug') })
    const before = Date.now()
    await stack.succeeds('up -d -t 0')
    expect(Date.now() - before).toBeLessThan(300_000)
    expect((await stack.container('web')).Config.Env).toContain('LEVEL=debug')
    await stack.succeeds('down -t 0')
  })

  scenario('--pull always asks the registry even for what is here, never does not', async ({ stack }) => {
    // No registry listens on port 1.
    const image = `127.0.0.1:1/${stack.name}-image`
    await stack.write({
      Dockerfile: 'FROM busybox\n',
      'compose.yaml': `services:\n  web: {image: "${image}", command: "true"}\n`,
    })
    const absent = await stack.fails('up -d --pull never')
    expect(absent.stderr).toContain(`image "${image}" of service "web" is not there`)
    const built = `services:\n  web: {image: "${image}", build: ., command: "true"}\n`
    await stack.write({ 'built.yaml': built })
    await stack.succeeds('-f', 'built.yaml', 'up', '-d', '--build')
    await stack.succeeds('up -d --pull never')
    await stack.succeeds('up -d --pull missing')
    const { stderr } = await stack.fails('up -d --pull always')
    expect(stderr).toMatch(/error: .*127\.0\.0\.1:1/)
    await stack.succeeds('-f', 'built.yaml', 'down', '--rmi', 'all')
  })

  scenario('what builds print is on standard output, but not for run', async ({ stack }) => {
    await stack.write({
      Dockerfile: 'FROM busybox\nARG TURN\nRUN echo "says $TURN"\n',
      'compose.yaml':
        'services:\n  web: {build: {context: ., args: {TURN: "${TURN:-0}"}}, command: ["true"]}\n',
    })
    let turn = 0
    const printed = async (args: string) => {
      turn++
      const command = [...tscompose, ...args.split(' ')]
      const env = { TURN: `turn ${stack.name} ${turn}` }
      const { code, stdout, stderr } = await stack.runProgram(command, env)
      expect({ code, stderr }).toMatchObject({ code: 0 })
      const line = new RegExp(`^#\\d+ [\\d.]+ says ${env.TURN}$|"text":"says ${env.TURN}"`, 'm')
      return [line.test(stdout), line.test(stderr), stdout]
    }
    for (const args of ['build', 'up -d --build', 'create --build', '--progress json build', 'up --build'])
      expect((await printed(args)).slice(0, 2)).toEqual([true, false])
    for (const args of ['build -q', 'up -d --build --quiet-build', '--progress quiet build'])
      expect(await printed(args)).toEqual([false, false, ''])
    expect(await printed('run --rm --build web echo result')).toEqual([false, true, 'result\n'])
  })

  scenario('--build builds what is here already, and recreates only what became other', async ({ stack }) => {
    const greeting = (text: string) => `FROM busybox\nRUN echo ${text} > /greeting\n`
    await stack.write({
      Dockerfile: greeting('hello'),
      'compose.yaml': `services:\n  db: {${SLEEPER}}\n  web: {build: ., ${SLEEPER.replace('image: busybox, ', '')}}\n`,
    })
    const absent = await stack.fails('up -d --no-build')
    expect(absent.stderr).toContain('--no-build')
    expect(await states(stack)).toEqual({})

    await stack.succeeds('up -d')
    const first = await runs(stack)
    await stack.succeeds('up -d --build')
    expect(await runs(stack)).toEqual(first)
    await stack.write({ Dockerfile: greeting('goodbye') })
    await stack.succeeds('up -d')
    expect(await runs(stack)).toEqual(first)
    const { stderr } = await stack.succeeds('up -d --build')
    expect(stderr).toContain(`Container ${stack.name}-web-1  Recreate (image ${stack.name}-web is another`)
    const second = await runs(stack)
    expect(second['db-1']).toBe(first['db-1'])
    expect(second['web-1']).not.toBe(first['web-1'])
  })
})
