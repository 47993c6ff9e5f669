import type { ContainerDetails, Engine, EngineEvent, LogChunk } from '../../src/engine/engine.ts'
import { refused } from '../../src/engine/failures.ts'
import type { ContainerBody } from '../../src/model/container-body.ts'
import { labels } from '../../src/model/labels.ts'
import type { ObservedContainer } from '../../src/model/observed.ts'
import { addContainer, addImage, comingImage, newId, type World } from '../plan/support/simulate.ts'

/** An engine that is only a value behind the interface of a real one: what it is told changes its world. */
export interface MemoryEngine {
  readonly engine: Engine
  /** What it was told, in order: `startContainer p-web-1`. */
  readonly calls: readonly string[]
}

export interface Behaviour {
  /** Called before each call is carried out; what it throws is the call's failure, what it awaits its time. */
  before?(call: string): Promise<void> | void
  /** Health of containers with a health check, by name, once they run; else healthy. */
  health?(name: string): 'healthy' | 'unhealthy' | 'starting'
  /** Exit codes of containers, by name, that end at once when they are started. */
  exits?(name: string): number | undefined
  /** Exit codes of commands that are run in containers, by the container's name; else 0. */
  exec?(name: string): number
}

/** What containers were made from, by id: an engine that comes later to the same world knows it too. */
const bodiesOf = new WeakMap<World, Map<string, ContainerBody>>()

/** Puts an engine in front of a world; it does what plans ask for, and refuses in a real engine's words. */
export function memoryEngine(world: World, behaviour: Behaviour = {}): MemoryEngine {
  const calls: string[] = []
  const bodies = bodiesOf.get(world) ?? new Map<string, ContainerBody>()
  bodiesOf.set(world, bodies)
  const execs = new Map<string, ObservedContainer>()
  const listeners = new Set<(event: EngineEvent) => void>()
  const told = async (call: string, name: string): Promise<void> => {
    calls.push(`${call} ${name}`)
    await behaviour.before?.(`${call} ${name}`)
  }
  const nameOf = (id: string) => world.containers.find((one) => one.id === id)?.name ?? id
  const find = (id: string, what: string): ObservedContainer => {
    const found = world.containers.find((one) => one.id === id)
    if (!found) throw refused({ status: 404, message: `No such container: ${id}`, what })
    return found
  }
  const change = (id: string, action: string, changes: Partial<ObservedContainer>): void => {
    find(id, action)
    world.containers = world.containers.map((one) => (one.id === id ? { ...one, ...changes } : one))
    const event = { type: 'container', action, id, attributes: {}, timeNano: 0n }
    for (const listener of listeners) listener(event)
  }
  const state = (call: string, action: string, changes: Partial<ObservedContainer>) => async (id: string) => {
    await told(call, nameOf(id))
    change(id, action, changes)
  }
  const run = (id: string): void => {
    const { name } = find(id, 'start')
    const exitCode = behaviour.exits?.(name)
    if (exitCode === undefined) {
      const health = bodies.get(id)?.Healthcheck ? (behaviour.health?.(name) ?? 'healthy') : 'none'
      change(id, 'start', { state: 'running', health, startedAt: world.now++ })
    } else change(id, 'die', { state: 'exited', exitCode })
  }
  const engine: Partial<Engine> = {
    address: 'memory',
    async inspectContainer(id) {
      const found = find(id, 'GET /containers/x/json')
      const hasHealthcheck = bodies.get(id)?.Healthcheck !== undefined
      return {
        ...found,
        healthLog: [],
        hasHealthcheck,
        exitCode: found.exitCode ?? 0,
        error: '',
        // Long ago: nobody has to wait until it has lasted.
        startedAt: new Date(0).toISOString(),
        tty: false,
        openStdin: false,
        restartCount: 0,
        body: bodies.get(id) ?? {},
        raw: {},
      } satisfies ContainerDetails
    },
    inspectImage: async (ref) => {
      const found = world.images.get(ref.includes(':') ? ref : `${ref}:latest`)
      return (
        found && {
          ...found,
          os: 'linux',
          architecture: 'amd64',
          volumes: [],
          environment: [],
          exposedPorts: [],
        }
      )
    },
    async createContainer(name, body) {
      await told('createContainer', name)
      const taken = world.containers.find((one) => one.name === name)
      if (taken) {
        const message = `Conflict. The container name "/${name}" is already in use by container "${taken.id}".`
        throw refused({ status: 409, message, what: 'POST /containers/create' })
      }
      const id = addContainer(world, name, body, body.Labels[labels.image])
      bodies.set(id, body)
      return { id, warnings: [] }
    },
    async startContainer(id) {
      await told('startContainer', nameOf(id))
      run(id)
    },
    async restartContainer(id) {
      await told('restartContainer', nameOf(id))
      run(id)
    },
    stopContainer: state('stopContainer', 'die', { state: 'exited', exitCode: 0, health: 'none' }),
    killContainer: state('killContainer', 'die', { state: 'exited', exitCode: 137, health: 'none' }),
    pauseContainer: state('pauseContainer', 'pause', { state: 'paused' }),
    unpauseContainer: state('unpauseContainer', 'unpause', { state: 'running' }),
    async removeContainer(id) {
      await told('removeContainer', nameOf(id))
      find(id, 'DELETE /containers/x')
      world.containers = world.containers.filter((one) => one.id !== id)
    },
    async renameContainer(id, name) {
      await told('renameContainer', name)
      if (world.containers.some((one) => one.name === name))
        throw refused({
          status: 409,
          message: `Conflict. The container name "/${name}" is already in use`,
          what: '',
        })
      change(id, 'rename', { name })
    },
    async createNetwork({ Name: name, Labels }) {
      await told('createNetwork', name)
      const id = newId(world)
      world.networks.push({ id, name, driver: 'bridge', scope: 'local', labels: Labels })
      return { id }
    },
    async removeNetwork(id) {
      await told('removeNetwork', world.networks.find((one) => one.id === id)?.name ?? id)
      if (world.containers.some((c) => Object.values(c.networks).some((e) => e.networkId === id)))
        throw refused({
          status: 403,
          message: `network ${id} has active endpoints`,
          what: 'DELETE /networks/x',
        })
      world.networks = world.networks.filter((one) => one.id !== id)
    },
    connectNetwork: (_, id) => told('connectNetwork', nameOf(id)),
    async disconnectNetwork(network, id) {
      await told('disconnectNetwork', nameOf(id))
      const { networks } = find(id, '')
      const rest = Object.entries(networks).filter(([, { networkId }]) => networkId !== network)
      change(id, 'disconnect', { networks: Object.fromEntries(rest) })
    },
    async createVolume({ Name: name, Labels }) {
      await told('createVolume', name)
      world.volumes.push({ name, driver: 'local', labels: Labels })
    },
    async removeVolume(name) {
      await told('removeVolume', name)
      if (world.containers.some((one) => one.mounts.some((mount) => mount.name === name)))
        throw refused({ status: 409, message: 'volume is in use', what: 'DELETE /volumes/x' })
      world.volumes = world.volumes.filter((one) => one.name !== name)
    },
    async pullImage(ref, { signal }) {
      await told('pullImage', ref)
      signal?.throwIfAborted()
      addImage(world, ref, comingImage(world, ref))
    },
    async removeImage(ref) {
      await told('removeImage', ref)
      world.images.delete(ref)
    },
    putArchive: (id) => told('putArchive', nameOf(id)),
    async createExec(id) {
      await told('createExec', nameOf(id))
      const exec = newId(world)
      execs.set(exec, find(id, ''))
      return exec
    },
    startExec: async () => ({ output: nothing(), input: undefined as never, close: () => {} }),
    inspectExec: async (exec) => ({
      running: false,
      exitCode: behaviour.exec?.(execs.get(exec)?.name ?? '') ?? 0,
    }),
    logs: nothing,
    listContainers: async () => world.containers,
    async events({ signal }) {
      const queue: EngineEvent[] = []
      let wake = () => {}
      listeners.add((event) => {
        queue.push(event)
        wake()
      })
      signal?.addEventListener('abort', () => wake())
      return (async function* () {
        while (!signal?.aborted) {
          yield* queue.splice(0)
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      })()
    },
  }
  return { engine: engine as Engine, calls }
}

async function* nothing(): AsyncGenerator<LogChunk> {}
