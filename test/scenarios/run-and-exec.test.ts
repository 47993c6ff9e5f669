import { describe, expect } from 'vitest'
import { askEngine, type Container } from './support/engine.ts'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'

const project = `
services:
  db:
    image: busybox
    command: ["sleep", "1000"]
    init: true
    stop_grace_period: 0s
    healthcheck: {test: "test -e /tmp/ready || touch /tmp/ready", interval: 200ms}
  app:
    image: busybox
    command: ["echo", "as the service says"]
    depends_on: {db: {condition: service_healthy}}
    environment: {A: service, B: service}
    ports: ["80"]
    labels: {kept: "yes"}
    restart: always
`

const PLAIN = `services:
  db: {${SLEEPER}}
  app: {${SLEEPER}, depends_on: [db]}
`

/** Runs tscompose with something on its standard input. */
const withInput = (stack: Stack, input: string, ...args: readonly string[]) =>
  stack.runProgram(['sh', '-c', `printf '%s' '${input}' | "$@"`, 'sh', ...tscompose, ...args])

describe('run', () => {
  scenario('starts dependencies, waits for them, runs and passes the exit code on', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const { code, stdout } = await stack.run('run', '--rm', '-T', 'app', 'sh', '-c', 'echo $A$B; exit 9')
    expect(code).toBe(9)
    expect(stdout).toBe('serviceservice\n')
    const containers = await stack.containers()
    expect(containers.map(({ Config }) => Config.Labels['com.docker.compose.service'])).toEqual(['db'])
    expect(containers[0]?.State.Health?.Status).toBe('healthy')
  })

  scenario("makes a one-off with Compose's labels and without restarts or ports", async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const { stdout } = await stack.succeeds('run -d --no-deps -e A=mine --label added=1 app sleep 100')
    expect(stdout).toMatch(/^[0-9a-f]{64}\n$/)
    const [container] = await stack.containers()
    expect(container?.Id).toBe(stdout.trim())
    expect(container?.Name).toMatch(new RegExp(`^/${stack.name}-app-run-[0-9a-f]{12}$`))
    expect(container?.Config.Labels).toMatchObject({
      'com.docker.compose.oneoff': 'True',
      'com.docker.compose.service': 'app',
      'com.docker.compose.slug': expect.stringMatching(/^[0-9a-f]{64}$/),
      added: '1',
      kept: 'yes',
    })
    expect(container?.Config.Labels).not.toHaveProperty('com.docker.compose.container-number')
    expect(container?.Config.Env).toEqual(expect.arrayContaining(['A=mine', 'B=service']))
    expect(container?.HostConfig.RestartPolicy).toMatchObject({ Name: 'no' })
    expect(container?.HostConfig.PortBindings).toEqual({})
  })

  scenario('hands its input on to the end', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const { code, stdout } = await withInput(stack, 'one\ntwo', 'run', '--rm', '--no-deps', 'app', 'wc', '-c')
    expect([code, stdout.trim()]).toEqual([0, '7'])
  })

  scenario('keeps the streams apart', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const { stdout, stderr } = await stack.succeeds(
      'run',
      '--rm',
      '--no-deps',
      'app',
      'sh',
      '-c',
      'echo o; echo e >&2',
    )
    expect(stdout).toBe('o\n')
    expect(stderr).toMatch(/^e$/m)
  })

  scenario('-d: the container says what it depends on, and kill and down know it', async ({ stack }) => {
    await stack.write({ 'compose.yaml': PLAIN })
    const label = async (args: string) => {
      const { stdout } = await stack.succeeds(args)
      const { json } = await askEngine('GET', `/containers/${stdout.trim()}/json`)
      return (json as Container).Config.Labels['com.docker.compose.depends_on']
    }
    expect(await label('run -d app')).toBe('db:service_started:false')
    expect(await label('run -d --no-deps app')).toBe('')
    const oneOffs = async () => {
      const { Config, State } = await stack.container('db')
      expect([Config.Labels['com.docker.compose.oneoff'], State.Status]).toEqual(['False', 'running'])
      return (await stack.containers()).map((one) => one.State.Status).sort()
    }
    expect(await oneOffs()).toEqual(['running', 'running', 'running'])
    await stack.succeeds('kill app')
    expect(await oneOffs()).toEqual(['exited', 'exited', 'running'])
    await stack.succeeds('up -d db')
    expect(await oneOffs()).toEqual(['exited', 'exited', 'running'])
    await stack.succeeds('up -d --remove-orphans db')
    expect(await oneOffs()).toEqual(['running'])
    await stack.succeeds('run -d app')
    await stack.succeeds('down app')
    expect(await oneOffs()).toEqual(['running', 'running'])
    await stack.succeeds('down --remove-orphans app')
    expect(await oneOffs()).toEqual(['running'])
  })

  scenario('passes signals on', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const script = 'trap "echo caught; exit 8" INT; echo ready; while :; do sleep 0.1; done'
    const running = stack.start('run', '--rm', '--no-deps', 'app', 'sh', '-c', script)
    await running.prints('ready')
    running.signal('SIGINT')
    expect(await running.ended).toMatchObject({ code: 8, stdout: 'ready\ncaught\n' })
  })
})

describe('exec', () => {
  scenario('hands input on, keeps streams apart, and ends as the command does', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d db')
    const { code, stdout, stderr } = await withInput(
      stack,
      'in',
      'exec',
      'db',
      'sh',
      '-c',
      'cat; echo e >&2; exit 5',
    )
    expect([code, stdout, stderr]).toEqual([5, 'in', 'e\n'])
  })

  scenario('runs where, as whom and with what it is told', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    await stack.succeeds('up -d db')
    const words = ['exec', '-u', '1000', '-w', '/tmp', '-e', 'X=1', 'db', 'sh', '-c', 'id -u; pwd; echo $X']
    expect((await stack.succeeds(...words)).stdout).toBe('1000\n/tmp\n1\n')
  })

  scenario('says which service has nothing running', async ({ stack }) => {
    await stack.write({ 'compose.yaml': project })
    const { code, stderr } = await stack.fails('exec app true')
    expect(code).toBe(1)
    expect(stderr).toContain('"app"')
  })
})
