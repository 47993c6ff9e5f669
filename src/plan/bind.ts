import type { ContainerBody } from '../model/container-body.ts'
import { labels } from '../model/labels.ts'
import type { Service } from '../model/service.ts'
import type { Binding, ContainerRef, ImageRef, Operation } from './operation.ts'

/** What the nodes done so far have brought into being. */
export interface Born {
  container(ref: ContainerRef): string
  image(ref: ImageRef): string | undefined
}

type Bound = { -readonly [K in 'network_mode' | 'ipc' | 'pid' | 'volumes_from']?: Service[K] }

const SERVICE_KEYS = {
  NetworkMode: 'network_mode',
  IpcMode: 'ipc',
  PidMode: 'pid',
} as const satisfies Record<Exclude<Binding['field'], 'VolumesFrom'>, keyof Service>

/**
 * The body of a create call with everything filled in that was not known when the plan was made. `imageVolumes` are
 * the paths at which its image has volumes.
 */
export function bindBody(
  operation: Operation<'create-container'>,
  born: Born,
  hash: (service: Service) => string,
  imageVolumes: readonly string[] = [],
): ContainerBody {
  const body = structuredClone(operation.body)
  const image = operation.image && born.image(operation.image)
  if (image) body.Labels[labels.image] = image
  const bound = bindContainers(operation.bindings, body, born)
  if (operation.unbound) body.Labels[labels.configHash] = hash({ ...operation.unbound, ...bound })
  const declared = new Set(imageVolumes.map(withoutSlash))
  const inherited = (operation.inherited ?? []).filter(({ target }) => declared.has(withoutSlash(target)))
  if (inherited.length > 0)
    body.HostConfig.Mounts = [
      ...(body.HostConfig.Mounts ?? []),
      ...inherited.map(({ target, volume }) => ({ Type: 'volume', Source: volume, Target: target })),
    ]
  return body
}

/** The engine cleans paths before it mounts there. */
function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, '')
}

function bindContainers(bindings: readonly Binding[], body: ContainerBody, born: Born): Bound {
  const bound: Bound = {}
  const volumesFrom: string[] = []
  for (const { field, container, suffix = '' } of bindings) {
    const id = born.container(container)
    if (field === 'VolumesFrom') volumesFrom.push(`${id}${suffix}`)
    else {
      body.HostConfig[field] = `container:${id}`
      bound[SERVICE_KEYS[field]] = `container:${id}`
    }
  }
  if (volumesFrom.length > 0) {
    body.HostConfig.VolumesFrom = volumesFrom
    // Compose hashes the ids alone.
    bound.volumes_from = volumesFrom.map((entry) => entry.split(':')[0] ?? entry)
  }
  return bound
}
