import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { openFaultProxy } from './support/fault-proxy.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'

describe('waiting', () => {
  scenario('asks the engine no more often the longer it takes', async ({ stack }) => {
    const proxy = await openFaultProxy()
    const calls: number[] = []
    for (const seconds of [0, 4]) {
      const healthcheck = `healthcheck: {test: "test -e /ready", interval: 30s, start_period: 60s, start_interval: 500ms}`
      const command = `command: ["sh", "-c", "sleep ${seconds}; touch /ready; sleep 1000"]`
      const slow = SLEEPER.replace(/command: \[.*?\]/, command)
      await stack.write({ 'compose.yaml': `services:\n  web: {${slow}, ${healthcheck}}\n` })
      proxy.begin(() => 'pass')
      const env = { DOCKER_HOST: proxy.host }
      const outcome = await start([...tscompose, 'up', '-d', '--wait'], { cwd: stack.folder, env }).ended
      expect(outcome, outcome.stderr).toMatchObject({ code: 0 })
      expect((await stack.container('web')).State.Health?.Status).toBe('healthy')
      calls.push(proxy.total)
      await stack.succeeds('down')
    }
    await proxy.close()
    const [quick = 0, slow = 0] = calls
    expect(slow - quick).toBeLessThanOrEqual(2)
  })

  scenario('ends as soon as what is waited for ends', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "false", interval: 30s, retries: 1000}'
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}, ${healthcheck}}\n` })
    const waiting = stack.start('up -d --wait')
    await waiting.prints('Waiting')
    await stack.succeeds('kill web')
    const { code, stderr } = await waiting.ended
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('exited (137)') })
  })

  const BROKEN = `
services:
  db: {${SLEEPER}, healthcheck: {test: "echo no space left; exit 3", interval: 1s, retries: 5}}
  api: {${SLEEPER}, depends_on: {db: {condition: service_healthy}}}
  web: {${SLEEPER}, depends_on: [api]}
  side: {${SLEEPER}}
`

  scenario('in vain says what is not up, what for, and which steps led there', async ({ stack }) => {
    await stack.write({ 'compose.yaml': BROKEN })
    const { stderr } = await stack.fails('up --wait')
    expect(stderr).toContain('no space left')
    expect(stderr).toContain('3 of 4 services are not up')
    expect(stderr).toMatch(/api +waits for db\n.*web +waits for api/)
    expect(stderr).toMatch(
      new RegExp(
        `critical path:\\n.*create network.*\\n.*create container ${stack.name}-.*-1.*\\n.*start.*db-1.*\\n.*wait for.*db-1.*failed`,
      ),
    )
  })

  scenario('has its own time, in which creating and starting do not count', async ({ stack }) => {
    const slow = 'post_start: [{command: [sleep, "3"]}]'
    await stack.write({
      'compose.yaml': `services:
  db: {${SLEEPER}, ${slow}}
  api: {${SLEEPER}, ${slow}, depends_on: [db]}
  side: {${SLEEPER}}
`,
    })
    const { stderr } = await stack.succeeds('up --wait --wait-timeout 2')
    expect(stderr).not.toContain('missing')
  })

  scenario('is reported to a file, whether it fails or not', async ({ stack }) => {
    await stack.write({ 'compose.yaml': BROKEN })
    await stack.fails('up --wait --report smoke.xml')
    const xml = await readFile(join(stack.folder, 'smoke.xml'), 'utf8')
    expect(xml).toContain('tests="4" failures="1" errors="0" skipped="2"')
    expect(xml).toMatch(
      /<testcase classname="[^"]+" name="db"[^>]*>\s*<failure message="container \S+-db-1 is unhealthy/,
    )
    expect(xml).toMatch(/name="web"[^>]*>\s*<skipped message="waits for api"/)
    await stack.succeeds('up -d side --report smoke.json')
    const report = JSON.parse(await readFile(join(stack.folder, 'smoke.json'), 'utf8'))
    expect(report).toMatchObject({
      project: stack.name,
      result: 'done',
      services: [{ service: 'side', state: 'up', containers: [{ state: 'running' }] }],
      failures: [],
    })
    await stack.write({ 'compose.yaml': 'services: {web: {imag: busybox}}' })
    await stack.fails('up --report invalid.xml')
    expect(await readFile(join(stack.folder, 'invalid.xml'), 'utf8')).toContain('type="unknown-key"')
    const { stderr } = await stack.fails('up --report smoke.txt')
    expect(stderr).toContain('ends in .xml (JUnit) or .json')
  })

  scenario('goes with start too: for what is depended on, named or not', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "test -e /ready", interval: 200ms, retries: 100}'
    const slow = SLEEPER.replace(
      /command: \[.*?\]/,
      'command: ["sh", "-c", "sleep 1; touch /ready; sleep 1000"]',
    )
    const depends = 'depends_on: {db: {condition: service_healthy}}'
    await stack.write({
      'compose.yaml': `services:\n  db: {${slow}, ${healthcheck}}\n  web: {${SLEEPER}, ${depends}}\n`,
    })
    await stack.succeeds('up -d')
    await stack.succeeds('stop')
    const { stderr } = await stack.succeeds('start web')
    const words = ['db-1  Started', 'db-1  Waiting', 'db-1  Healthy', 'web-1  Starting', 'web-1  Started']
    const places = words.map((word) => stderr.indexOf(word))
    expect(places, stderr).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0], stderr).toBeGreaterThan(-1)
  })

  scenario('of pause and unpause there is none: what is so already is refused', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
    await stack.succeeds('up -d')
    await stack.succeeds('pause')
    expect((await stack.fails('pause')).stderr).toContain('already paused')
    await stack.succeeds('unpause')
    expect((await stack.fails('unpause')).stderr).toContain('not paused')
  })
})
