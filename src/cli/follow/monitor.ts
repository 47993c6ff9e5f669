import type { Engine, EngineEvent } from '../../engine/engine.ts'
import { isNotFound } from '../../engine/failures.ts'
import { isOneOff, numberOf, serviceOf } from '../../model/container.ts'
import { labels } from '../../model/labels.ts'
import { logName } from '../../show/logs/log-name.ts'
import { listContainers } from '../steps/containers.ts'

/** Something that happened to one of the containers that are watched over. */
export interface ContainerEvent {
  /** `recreated`: another container is made that takes its place. */
  readonly kind: 'started' | 'exited' | 'recreated'
  readonly id: string
  /** As log lines name it. */
  readonly name: string
  /** Its whole name. */
  readonly containerName: string
  readonly service: string
  /** Replica number. */
  readonly replica: number
  /** Only of those that exited. */
  readonly exitCode: number
  /** It exited and the engine starts it again. */
  readonly restarting: boolean
}

export interface MonitorOptions {
  readonly project: string
  /** Services to watch over; empty is all. */
  readonly services: readonly string[]
  /** Whether there is something to watch over as long as there are containers that do not run. */
  readonly stopped: boolean
  readonly signal: AbortSignal
}

/** Watches over containers: listening since it was made, so that nothing is missed that happens after. */
export interface Monitor {
  /** Calls back for each event; resolves once nothing is left to watch over, or on abort. */
  run(on: (event: ContainerEvent) => void): Promise<void>
  /** A container that is about to start: until it ends there is something to watch over, however late we hear of it. */
  expect(container: { readonly id: string; readonly service: string }): void
  /** No more containers will be started by us: what runs is all there is to wait for. */
  settle(): void
}

/** Begins to listen. Containers of `run` are none of ours. */
export async function openMonitor(engine: Engine, options: MonitorOptions): Promise<Monitor> {
  const { project, services, stopped } = options
  const idle = new AbortController()
  const signal = AbortSignal.any([options.signal, idle.signal])
  const events = await engine.events({ labels: [`${labels.project}=${project}`], signal })
  const there = await listContainers(engine, project, { services, oneOffs: false, stopped })
  const alive = new Set(there.map(({ id }) => id))
  let settled = false
  const endIfIdle = () => {
    if (settled && alive.size === 0) idle.abort()
  }
  return {
    async run(on) {
      for await (const event of events) {
        if (!concerns(event, services)) continue
        if (event.action === 'start') {
          alive.add(event.id)
          on(toContainerEvent(event, 'started', false))
        } else if (event.action === 'create' && event.attributes[labels.replace]) {
          on(recreated(event, event.attributes[labels.replace] ?? ''))
        } else if (event.action === 'die') {
          const restarting = await isComingBack(engine, event.id)
          on(toContainerEvent(event, 'exited', restarting))
          if (!restarting) alive.delete(event.id)
          endIfIdle()
        }
      }
    },
    expect({ id, service }) {
      if (isWatched(service, services)) alive.add(id)
    },
    settle() {
      settled = true
      endIfIdle()
    },
  }
}

function concerns({ type, attributes }: EngineEvent, services: readonly string[]): boolean {
  return (
    type === 'container' &&
    !isOneOff({ labels: attributes }) &&
    isWatched(serviceOf({ labels: attributes }), services)
  )
}

function isWatched(service: string, services: readonly string[]): boolean {
  return services.length === 0 || services.includes(service)
}

function toContainerEvent(
  { id, attributes }: EngineEvent,
  kind: ContainerEvent['kind'],
  restarting: boolean,
): ContainerEvent {
  const containerName = attributes.name ?? id
  return {
    kind,
    id,
    name: logName({ name: containerName, labels: attributes }),
    containerName,
    service: serviceOf({ labels: attributes }),
    replica: numberOf({ labels: attributes }),
    exitCode: Number(attributes.exitCode ?? 0),
    restarting,
  }
}

/** The event of the container that is replaced. */
function recreated(event: EngineEvent, replaced: string): ContainerEvent {
  const name = logName({ name: replaced, labels: event.attributes })
  return { ...toContainerEvent(event, 'recreated', false), name, containerName: replaced }
}

/** By its restart policy, or (`docker restart`) because it runs again already. */
async function isComingBack(engine: Engine, id: string): Promise<boolean> {
  try {
    const { state } = await engine.inspectContainer(id)
    return state === 'restarting' || state === 'running'
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}
