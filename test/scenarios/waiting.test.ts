import { setTimeout as sleep } from 'node:timers/promises'
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
    await sleep(300)
    await stack.succeeds('kill web')
    const { code, stderr } = await waiting.ended
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('exited (137)') })
  })
})
