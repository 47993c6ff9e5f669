import { Failed, failure } from '../model/failure.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { Binding, ContainerRef, ImageChange, NodeId } from './operation.ts'

/** The first container of a planned service, as others share its namespaces. */
export interface First {
  readonly ref: ContainerRef
  /** Node that must be through before the reference is good. */
  readonly ready?: NodeId
  readonly guard?: readonly ImageChange[]
}

export interface Shared {
  /** The service with every container id that is known already filled in. */
  readonly service: Service
  /** Those that are not born yet. */
  readonly bindings: readonly Binding[]
  readonly ready: readonly NodeId[]
  readonly recreated: Reason | undefined
  readonly mayChange: readonly ImageChange[]
}

const MODES = [
  { field: 'NetworkMode', key: 'network_mode' },
  { field: 'IpcMode', key: 'ipc' },
  { field: 'PidMode', key: 'pid' },
] as const

/**
 * Turns `service:x` in network_mode, ipc, pid and volumes_from into a container's id, as Compose does
 * before it hashes a service; ids of containers that this plan makes are bound when they are known.
 */
export function resolveShared(service: Service, firstOf: (service: string) => First | undefined): Shared {
  const bindings: Binding[] = []
  const ready: NodeId[] = []
  const mayChange: ImageChange[] = []
  let recreated: Reason | undefined
  const find = (name: string, field: string): First => {
    const first = firstOf(name)
    if (!first)
      throw new Failed(
        failure('shared-service-without-container', { service: service.name, shared: name, field }),
      )
    if (first.ready) ready.push(first.ready)
    if (first.guard) mayChange.push(...first.guard)
    else if ('node' in first.ref) recreated ??= { code: 'dependency-recreated', service: name }
    return first
  }
  const resolved: { -readonly [K in 'network_mode' | 'ipc' | 'pid' | 'volumes_from']?: Service[K] } = {}
  for (const { field, key } of MODES) {
    const name = sharedService(service[key])
    if (name === undefined) continue
    const { ref } = find(name, key)
    if ('id' in ref) resolved[key] = `container:${ref.id}`
    else {
      bindings.push({ field, container: ref })
      if (ref.otherwise) resolved[key] = `container:${ref.otherwise}`
    }
  }
  if (service.volumes_from)
    resolved.volumes_from = service.volumes_from.map((entry) => {
      const [name = '', ...rest] = entry.split(':')
      if (name === 'container') {
        const [id = '', ...mode] = rest
        bindings.push({
          field: 'VolumesFrom',
          container: { id },
          ...(mode.length && { suffix: `:${mode.join(':')}` }),
        })
        return id
      }
      const { ref } = find(name, 'volumes_from')
      const suffix = rest.length ? { suffix: `:${rest.join(':')}` } : {}
      bindings.push({ field: 'VolumesFrom', container: ref, ...suffix })
      return 'id' in ref ? ref.id : (ref.otherwise ?? entry)
    })
  const isShared = Object.keys(resolved).length > 0
  return { service: isShared ? { ...service, ...resolved } : service, bindings, ready, recreated, mayChange }
}

/** Services whose namespaces a service is in. */
export function sharedServices(service: Service): string[] {
  return MODES.flatMap(({ key }) => sharedService(service[key]) ?? [])
}

/** The x of `service:x`. */
function sharedService(mode: string | undefined): string | undefined {
  return mode?.startsWith('service:') ? mode.slice('service:'.length) : undefined
}
