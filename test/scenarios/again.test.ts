import { describe, expect } from 'vitest'
import { oracle, scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import { runs, states } from './support/states.ts'

/** Some of everything that could make one tool see a change where the other sees none. */
const STACK = `
services:
  db:
    image: busybox
    init: true
    command: ["sleep", "1000"]
    stop_grace_period: 0s
    environment: {LEVEL: info, DB_PASSWORD: first}
    healthcheck: {test: ["CMD", "true"], interval: 200ms, timeout: 1m30s}
    volumes: ["data:/data", "./site:/site:ro", {type: tmpfs, target: /run, tmpfs: {size: 1mb}}]
    networks: {back: {aliases: [database]}}
    deploy: {resources: {limits: {cpus: "0.5", memory: 64mb}}}
  web:
    ${SLEEPER.replaceAll(/, (?=init|command|stop)/g, '\n    ')}
    depends_on: {db: {condition: service_healthy}}
    ports: ["127.0.0.1::80"]
    networks: [default, back]
    labels: {team: a&b}
    secrets: [token]
networks:
  back: {labels: {of: back}}
volumes:
  data: {}
secrets:
  token: {file: ./token}
`

const FILES = { 'compose.yaml': STACK, token: 'secret', 'site/index.html': 'hello' }

describe('a second up', () => {
  scenario('does nothing where nothing has changed', async ({ stack }) => {
    await stack.write(FILES)
    await stack.succeeds('up -d --wait')
    const before = await runs(stack)
    const { stdout } = await stack.succeeds('plan')
    expect(stdout).toMatch(/^nothing to do/)
    const { stderr } = await stack.succeeds('up -d --wait')
    expect(stderr).not.toMatch(/Creat|Start|Recreate/)
    expect(await runs(stack)).toEqual(before)
  })

  scenario('recreates the service that has changed and no other, and says why', async ({ stack }) => {
    await stack.write(FILES)
    await stack.succeeds('up -d')
    const before = await runs(stack)
    const other = STACK.replace('info', 'debug').replace('first', 'second')
    await stack.write({ 'compose.yaml': other.replace('cpus: "0.5"', 'cpus: "0.25"') })
    const { stdout } = await stack.succeeds('plan')
    const { stderr } = await stack.succeeds('up -d')
    for (const said of [stdout, stderr]) {
      expect(said).toContain('environment.LEVEL: "info" -> "debug"')
      expect(said).toContain('deploy.resources.limits.cpus: 0.5 -> 0.25')
      expect(said).toContain('environment.DB_PASSWORD: "****" -> "****"')
    }
    const after = await runs(stack)
    expect(after['web-1']).toBe(before['web-1'])
    expect(after['db-1']).not.toBe(before['db-1'])
    expect((await stack.succeeds('plan')).stdout).toMatch(/^nothing to do/)
  })

  scenario('recreates nothing for what a container is not made of', async ({ stack }) => {
    await stack.write(FILES)
    await stack.succeeds('up -d')
    const before = await runs(stack)
    const other = STACK.replace('service_healthy', 'service_started').replace(
      'services:',
      'x-a: 1\nservices:',
    )
    await stack.write({ 'compose.yaml': other })
    await stack.succeeds('up -d')
    expect(await runs(stack)).toEqual(before)
  })

  scenario('starts again what was stopped by hand', async ({ stack }) => {
    await stack.write(FILES)
    await stack.succeeds('up -d')
    const { Id } = await stack.container('web')
    await stack.succeeds('stop web')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'web-1': 'exited' })
    await stack.succeeds('up -d')
    expect(await stack.container('web')).toMatchObject({ Id, State: { Status: 'running' } })
  })
})

describe.skipIf(!oracle)('beside docker-compose', () => {
  const compose = (command: string) => [oracle ?? '', ...command.split(' ')]

  scenario('its up recreates nothing of ours, and its ps, logs and down know ours', async ({ stack }) => {
    await stack.write(FILES)
    await stack.succeeds('up -d --wait')
    const before = await runs(stack)
    const up = await stack.runProgram(compose('up -d --wait'))
    expect(up).toMatchObject({ code: 0 })
    expect(await runs(stack)).toEqual(before)

    const ps = await stack.runProgram(compose('ps --format json'))
    const listed = ps.stdout.trim().split('\n')
    const services = listed.map((line) => (JSON.parse(line) as { Service: string }).Service)
    expect(services.sort()).toEqual(['db', 'web'])
    expect(await stack.runProgram(compose('logs'))).toMatchObject({ code: 0 })
    expect(await stack.runProgram(compose('down -v'))).toMatchObject({ code: 0 })
    expect(await states(stack)).toEqual({})
    expect(await stack.networkNames()).toEqual([])
    expect(await stack.volumeNames()).toEqual([])
  })

  scenario('our up recreates nothing of its, and our ps, logs and down know its', async ({ stack }) => {
    await stack.write(FILES)
    expect(await stack.runProgram(compose('up -d --wait'))).toMatchObject({ code: 0 })
    const before = await runs(stack)
    expect((await stack.succeeds('plan')).stdout).toMatch(/^nothing to do/)
    await stack.succeeds('up -d --wait')
    expect(await runs(stack)).toEqual(before)

    expect((await stack.succeeds('ps --services')).stdout).toBe('db\nweb\n')
    await stack.succeeds('logs')
    await stack.succeeds('down -v')
    expect(await states(stack)).toEqual({})
    expect(await stack.networkNames()).toEqual([])
    expect(await stack.volumeNames()).toEqual([])
  })

  scenario('our plan says what changed since its up, and masks secrets', async ({ stack }) => {
    await stack.write(FILES)
    await stack.runProgram(compose('up -d'))
    await stack.write({ 'compose.yaml': STACK.replace('info', 'debug').replace('first', 'second') })
    const { stdout } = await stack.succeeds('plan')
    const line = STACK.split('\n').findIndex((one) => one.includes('info')) + 1
    expect(stdout).toContain(`environment.LEVEL: "info" -> "debug"   compose.yaml:${line}\n`)
    expect(stdout).toContain('environment.DB_PASSWORD: "****" -> "****"')
    expect(stdout.match(/^ {2}↻ recreate /gm)).toHaveLength(1)
  })

  scenario('our ps prints what its ps prints', async ({ stack }) => {
    await stack.write(FILES)
    // Made by it, since it shows our labels and we do not.
    expect(await stack.runProgram(compose('up -d --wait'))).toMatchObject({ code: 0 })
    for (const flags of [
      'ps -q',
      'ps --services',
      'ps -a --format {{.Name}}|{{.Ports}}|{{.State}}|{{.Health}}',
    ]) {
      const { stdout } = await stack.runProgram(compose(flags))
      expect((await stack.succeeds(flags)).stdout, flags).toBe(stdout)
    }
    const read = ({ stdout }: { stdout: string }) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ Labels, Mounts, Networks, RunningFor, Status, ...row }) => ({
          ...row,
          Labels: sortedList(Labels),
          Mounts: sortedList(Mounts),
          Networks: sortedList(Networks),
        }))
    const ours = read(await stack.succeeds('ps --format json'))
    expect(ours).toEqual(read(await stack.runProgram(compose('ps --format json'))))
  })
})

/** Maps of Go come in any order. */
function sortedList(list: unknown): string[] {
  return String(list).split(',').sort()
}
