import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type OwnEngine, openOwnEngine, whyNoEngine } from './support/own-engine.ts'
import type { Outcome } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'

const reason = whyNoEngine()
const KEEPER = SLEEPER.replace(
  /command: \[.*?\]/,
  'command: ["sh", "-c", "test -e /data/mark || echo first > /data/mark; sleep 1000"]',
)

// An up cannot come to its end before the gate is open.
const FILE = `
services:
  db: {${KEEPER}, volumes: ["data:/data"]}
  api: {${SLEEPER}, depends_on: [db], volumes: ["./gate:/gate"], healthcheck: {test: "test -e /gate/open", interval: 100ms, retries: 100000}}
  web: {${SLEEPER}, depends_on: {api: {condition: service_healthy}}}
volumes: {data: {}}
`

describe.skipIf(reason)(`an engine that is restarted${reason ? ` (${reason})` : ''}`, () => {
  const before = process.env.DOCKER_HOST
  let engine: OwnEngine | undefined

  beforeAll(async () => {
    engine = await openOwnEngine()
    process.env.DOCKER_HOST = engine.host
  })

  afterAll(async () => {
    if (before === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = before
    await engine?.remove()
  })

  /** Kills the engine, waits for what runs to end, and starts it again. */
  async function interrupt(running: Promise<Outcome>): Promise<Outcome> {
    await engine?.kill()
    const outcome = await running.finally(() => engine?.start())
    return outcome
  }

  function expectOneMessage({ code, stderr }: Outcome): void {
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: /m) })
    expect(stderr.match(/^error: /gm), stderr).toHaveLength(1)
    expect(stderr).not.toMatch(/ at .*\.js:\d+/)
  }

  async function running(stack: Stack, name: string): Promise<void> {
    await expect.poll(async () => (await states(stack))[name]).toBe('running')
  }

  async function expectConverged(stack: Stack): Promise<void> {
    await stack.write({ 'gate/open': '' })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'db-1': 'running', 'api-1': 'running', 'web-1': 'running' })
    expect(await stack.volumeNames()).toEqual([`${stack.name}_data`])
  }

  for (const moment of ['Creating', 'Starting'])
    scenario(`ends an up in the middle of ${moment}, and another finishes it`, async ({ stack }) => {
      await stack.write({ 'compose.yaml': FILE, 'gate/.keep': '' })
      const up = stack.start('up -d')
      await up.prints(moment)
      expectOneMessage(await interrupt(up.ended))
      await expectConverged(stack)
    })

  scenario('loses no data of volumes under an up that recreates', async ({ stack }) => {
    await stack.write({ 'compose.yaml': FILE, 'gate/open': '' })
    await stack.succeeds('up -d')
    await stack.succeeds('exec', 'db', 'sh', '-c', 'echo kept > /data/mark')
    await rm(join(stack.folder, 'gate/open'))
    await stack.write({ 'compose.yaml': FILE.replaceAll('init: true', 'init: true, hostname: other') })
    const up = stack.start('up -d')
    await up.prints('Recreate')
    expectOneMessage(await interrupt(up.ended))
    await expectConverged(stack)
    expect((await stack.succeeds('exec db cat /data/mark')).stdout).toBe('kept\n')
  })

  scenario('ends an up --wait while it waits', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "test -e /ready", interval: 1s, retries: 1000}'
    await stack.write({ 'compose.yaml': FILE.replace('db: {', `db: {${healthcheck}, `), 'gate/.keep': '' })
    const up = stack.start('up --wait')
    await up.prints('db-1  Waiting')
    expectOneMessage(await interrupt(up.ended))
    await expectConverged(stack)
  })

  scenario('ends logs -f and a foreground up', async ({ stack }) => {
    const talker = SLEEPER.replace(/command: \[.*?\]/, 'command: ["sh", "-c", "echo hello; sleep 1000"]')
    await stack.write({ 'compose.yaml': `services: {web: {${talker}}}` })
    await stack.succeeds('up -d')
    const logs = stack.start('logs -f')
    await logs.prints('hello')
    expectOneMessage(await interrupt(logs.ended))
    const up = stack.start('up')
    await up.prints('hello')
    // An engine that is killed before it knows that a container runs starts it no second time.
    await running(stack, 'web-1')
    expectOneMessage(await interrupt(up.ended))
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'web-1': 'running' })
  })

  scenario('ends a foreground up that is still starting', async ({ stack }) => {
    const healthcheck = 'healthcheck: {test: "test -e /ready", interval: 1s, retries: 1000}'
    const waiting = `depends_on: {db: {condition: service_healthy}}`
    await stack.write({
      'compose.yaml': `services: {db: {${SLEEPER}, ${healthcheck}}, web: {${SLEEPER}, ${waiting}}}`,
    })
    const up = stack.start('up')
    await up.prints('Attaching')
    await running(stack, 'db-1')
    expectOneMessage(await interrupt(up.ended))
  })
})
