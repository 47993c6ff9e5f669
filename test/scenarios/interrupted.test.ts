import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'

// The last one gets healthy only once the gate is open: until then an up cannot come to its end.
const project = (hostname: string): string => `
services:
  db: {${SLEEPER}, hostname: ${hostname}, volumes: ["data:/d"], healthcheck: {test: "true", interval: 100ms}}
  api: {${SLEEPER}, hostname: ${hostname}, scale: 2, depends_on: {db: {condition: service_healthy, restart: true}}}
  last:
    {
      ${SLEEPER},
      hostname: ${hostname},
      depends_on: [api],
      volumes: ["./gate:/gate"],
      healthcheck: {test: "test -e /gate/open", interval: 100ms, retries: 100000},
    }
volumes: {data: {}}
`

const MOMENTS = [
  'db-1  Recreate',
  'db-1  Recreated',
  'db-1  Started',
  'db-1  Healthy',
  'api-2  Recreate',
  'api-1  Started',
  'last-1  Recreated',
  'last-1  Waiting',
]

scenario(
  'Ctrl-C at any moment of an up ends it with 130, and the next up finishes the work',
  async ({ stack }) => {
    await stack.write({ 'compose.yaml': project('first'), 'gate/open': '' })
    await stack.succeeds('up -d')
    const volume = (await stack.container('db')).Mounts[0]?.Name
    for (const [round, moment] of MOMENTS.entries()) {
      await rm(join(stack.folder, 'gate/open'))
      await stack.write({ 'compose.yaml': project(`round${round}`) })
      const running = stack.start('up -d --wait')
      await running.prints(moment)
      running.signal('SIGINT')
      const { code, stderr } = await running.ended
      expect({ moment, code }, stderr).toEqual({ moment, code: 130 })
      expect(stderr).not.toMatch(/^\s+at /m)
      await stack.write({ 'gate/open': '' })
      await stack.succeeds('up -d --wait')
      const containers = await stack.containers()
      expect(containers.map(({ Name, State, Config }) => [Name, State.Status, Config.Hostname])).toEqual(
        ['api-1', 'api-2', 'db-1', 'last-1'].map((name) => [
          `/${stack.name}-${name}`,
          'running',
          `round${round}`,
        ]),
      )
      expect((await stack.container('db')).Mounts[0]?.Name).toBe(volume)
    }
  },
)

scenario('Ctrl-C while a compose file is waited for on standard input ends the wait', async ({ stack }) => {
  const [node = '', ...args] = tscompose
  const child = spawn(node, [...args, '-f', '-', 'config'], { cwd: stack.folder, stdio: 'pipe' })
  // More than a pipe holds: it is gone only once it is being read.
  await new Promise((resolve) => child.stdin.write(`${'# nothing yet\n'.repeat(50_000)}`, resolve))
  child.kill('SIGINT')
  // Standard input stays open: where it decided, this would wait for ever.
  expect(await once(child, 'exit')).toEqual([130, null])
})
