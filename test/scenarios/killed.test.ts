import { expect } from 'vitest'
import { type FaultProxy, openFaultProxy } from './support/fault-proxy.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

const COMMON = 'image: busybox, command: ["sleep", "1000"], init: true, stop_grace_period: 0s'

const OLD = `
services:
  db: {${COMMON}, volumes: ["data:/d", /anonymous]}
  api: {${COMMON}, depends_on: {db: {condition: service_started, restart: true}}}
  side: {${COMMON}, network_mode: "service:db"}
  worker: {${COMMON}, scale: 2, networks: [back]}
  gone: {${COMMON}}
networks: {back: {}}
volumes: {data: {}}
`

const NEW = `
services:
  db: {${COMMON}, hostname: other, volumes: ["data:/d", /anonymous]}
  api: {${COMMON}, depends_on: {db: {condition: service_started, restart: true}}, scale: 2}
  side: {${COMMON}, network_mode: "service:db"}
  worker: {${COMMON}, scale: 1, networks: [back]}
  extra: {${COMMON}, networks: [front], configs: [c]}
networks: {back: {labels: {a: b}}, front: {}}
volumes: {data: {}}
configs: {c: {content: hello}}
`

const UP = ['up', '-d', '--remove-orphans', '-t', '0']
const FILES = ['old.yaml', 'new.yaml'] as const

/** Runs `up` through the proxy and kills it, once `after` calls were let through; gives whether it was killed. */
async function killedUp(stack: Stack, proxy: FaultProxy, file: string, after: number): Promise<boolean> {
  let killed = false
  const running = start([...tscompose, '-f', file, ...UP], {
    cwd: stack.folder,
    env: { DOCKER_HOST: proxy.host },
  })
  proxy.begin(({ index }) => {
    if (index < after) return 'pass'
    killed = true
    running.signal('SIGKILL')
    return 'stall'
  })
  await running.ended
  proxy.begin(() => 'pass')
  return killed
}

/** What a user would compare after two runs. */
async function essence(stack: Stack) {
  const containers = (await stack.containers()).map(({ Name, State, Config, Mounts, NetworkSettings }) => ({
    name: Name,
    status: State.Status,
    labels: Object.keys(Config.Labels)
      .filter((label) => label !== 'com.docker.compose.replace' && !label.startsWith('tscompose.previous'))
      .sort(),
    service: Config.Labels['com.docker.compose.service'],
    number: Config.Labels['com.docker.compose.container-number'],
    mounts: Mounts.map((mount) => mount.Destination).sort(),
    networks: Object.keys(NetworkSettings.Networks).sort(),
  }))
  return { containers, networks: await stack.networkNames(), volumes: await stack.volumeNames() }
}

for (const [part, parts] of [0, 1, 2].map((index) => [index, 3] as const))
  scenario(
    `an up killed at any call to the engine is finished by the next (part ${part + 1})`,
    async ({ stack }) => {
      await stack.write({ 'old.yaml': OLD, 'new.yaml': NEW })
      const proxy = await openFaultProxy()
      const undisturbed = []
      for (const file of FILES) {
        await stack.succeeds('-f', file, ...UP)
        undisturbed.push(await essence(stack))
      }
      // Networks that no file names any more are left, so the way back counts, not the first time.
      await stack.succeeds('-f', 'old.yaml', ...UP)
      undisturbed[0] = await essence(stack)
      const volume = (await stack.container('db')).Mounts.find((mount) => mount.Destination === '/d')?.Name
      let boundaries = 0
      for (let after = part; ; after += parts) {
        let wasKilled = false
        for (const [index, file] of [...FILES.entries()].reverse()) {
          wasKilled = (await killedUp(stack, proxy, file, after)) || wasKilled
          await stack.succeeds('-f', file, ...UP)
          expect(await essence(stack), `killed after ${after} calls towards ${file}`).toEqual(
            undisturbed[index],
          )
          boundaries += wasKilled ? 1 : 0
        }
        if (!wasKilled) break
      }
      const now = (await stack.container('db')).Mounts.find((mount) => mount.Destination === '/d')?.Name
      expect(now).toBe(volume)
      expect(boundaries).toBeGreaterThanOrEqual(40 / parts)
      await proxy.close()
    },
  )
