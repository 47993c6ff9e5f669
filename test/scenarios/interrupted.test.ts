import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'

const COMMON = 'image: busybox, command: ["sleep", "1000"], init: true, stop_grace_period: 0s'

const project = (hostname: string): string => `
services:
  db: {${COMMON}, hostname: ${hostname}, volumes: ["data:/d"], healthcheck: {test: "true", interval: 100ms}}
  api: {${COMMON}, hostname: ${hostname}, scale: 2, depends_on: {db: {condition: service_healthy, restart: true}}}
volumes: {data: {}}
`

scenario(
  'Ctrl-C at any moment of an up: it ends soon with 130, and the next up finishes the work',
  async ({ stack }) => {
    await stack.write({ 'compose.yaml': project('first') })
    await stack.succeeds('up -d')
    const volume = (await stack.container('db')).Mounts[0]?.Name
    for (let round = 0; round < 8; round++) {
      await stack.write({ 'compose.yaml': project(`round${round}`) })
      const running = stack.start('up -d --wait')
      await sleep(100 + round * 120)
      running.signal('SIGINT')
      const { code, stderr } = await running.ended
      // 128: the signal came before Node could be told to listen for it, and ended it.
      expect([0, 128, 130], stderr).toContain(code)
      expect(stderr).not.toMatch(/^\s+at /m)
      await stack.succeeds('up -d --wait')
      const containers = await stack.containers()
      expect(containers.map(({ Name, State }) => [Name, State.Status])).toEqual(
        ['api-1', 'api-2', 'db-1'].map((name) => [`/${stack.name}-${name}`, 'running']),
      )
      expect((await stack.container('db')).Mounts[0]?.Name).toBe(volume)
    }
  },
)

scenario('Ctrl-C while a compose file is waited for on standard input ends the wait', async ({ stack }) => {
  const [node = '', ...args] = tscompose
  const child = spawn(node, [...args, '-f', '-', 'config'], { cwd: stack.folder, stdio: 'pipe' })
  await sleep(1500)
  child.kill('SIGINT')
  // Standard input stays open: where it decided, this would wait for ever.
  const [code, signal] = await once(child, 'exit')
  expect(code ?? signal).toBeOneOf([130, 'SIGINT'])
})
