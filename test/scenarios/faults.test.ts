import { expect } from 'vitest'
import { type Call, type Fate, openFaultProxy } from './support/fault-proxy.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'

const COMMON = 'image: busybox, command: ["sleep", "1000"], init: true, stop_grace_period: 0s'

const PROJECT = `
services:
  db: {${COMMON}, volumes: ["data:/d"], healthcheck: {test: "true", interval: 100ms}}
  api: {${COMMON}, depends_on: {db: {condition: service_healthy}}, configs: [c]}
volumes: {data: {}}
configs: {c: {content: hello}}
`

const FAULTS: Readonly<Record<string, Fate>> = {
  'answers 500': 'error',
  'breaks the connection': 'reset',
  'does it and breaks the connection': 'reset-after',
  'never answers': 'stall',
  'answers late': { delay: 700 },
}

for (const [name, fault] of Object.entries(FAULTS))
  scenario(
    `an engine that ${name}, at each call in turn: success or one message, and the next run converges`,
    async ({ stack }) => {
      await stack.write({ 'compose.yaml': PROJECT })
      const proxy = await openFaultProxy()
      const up = (fate: (call: Call) => Fate) => {
        proxy.begin(fate)
        // Short only where it is waited for: a busy machine is no fault.
        const env = { DOCKER_HOST: proxy.host, ...(fault === 'stall' && { COMPOSE_HTTP_TIMEOUT: '5' }) }
        return start([...tscompose, 'up', '-d', '--wait'], { cwd: stack.folder, env }).ended
      }
      for (let broken = 0; ; broken++) {
        const outcome = await up(({ index }) => (index === broken ? fault : 'pass'))
        const wasHit = proxy.count > broken
        expect(outcome.stderr, `call ${broken}`).not.toMatch(/^\s+at |node:internal/m)
        if (outcome.code !== 0)
          expect(outcome.stderr.match(/^error: /gm), `call ${broken}: ${outcome.stderr}`).toHaveLength(1)
        if (outcome.code !== 0)
          expect(await up(() => 'pass'), `after call ${broken}`).toMatchObject({ code: 0 })
        const states = (await stack.containers()).map(({ Name, State }) => [Name, State.Status])
        expect(states, `call ${broken}`).toEqual([
          [`/${stack.name}-api-1`, 'running'],
          [`/${stack.name}-db-1`, 'running'],
        ])
        await stack.succeeds('down', '-v', '-t', '0')
        expect(await stack.volumeNames()).toEqual([])
        if (!wasHit) break
      }
      await proxy.close()
    },
  )
