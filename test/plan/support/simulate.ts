import { hashing } from '../../../src/cli/steps/hashing.ts'
import type { ContainerBody } from '../../../src/model/container-body.ts'
import { labels } from '../../../src/model/labels.ts'
import type {
  Observed,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from '../../../src/model/observed.ts'
import { bindBody } from '../../../src/plan/bind.ts'
import type { Plan, PlanNode } from '../../../src/plan/graph.ts'
import type { ContainerRef, ImageChange, ImageRef, Operation } from '../../../src/plan/operation.ts'

/** An engine that is only a value: what a plan does to it can be looked at, stopped half-way, and compared. */
export interface World {
  containers: ObservedContainer[]
  networks: ObservedNetwork[]
  volumes: ObservedVolume[]
  images: Map<string, ObservedImage>
  nextId: number
  /** Milliseconds since the epoch. */
  now: number
  /** Id that each image gets when it is built or pulled next; by name, default a fresh one. */
  coming: Record<string, string>
}

export function emptyWorld(images: readonly string[] = []): World {
  const world: World = {
    containers: [],
    networks: [],
    volumes: [],
    images: new Map(),
    nextId: 1,
    now: 1e6,
    coming: {},
  }
  for (const image of images) addImage(world, image, `sha256:${image}`)
  return world
}

export function observedOf(world: World): Observed {
  return structuredClone({
    containers: world.containers,
    networks: world.networks,
    volumes: world.volumes,
    images: world.images,
  })
}

/** Applies the first `limit` nodes of a plan, in an order that the graph allows, as a run that is killed then would. */
export function simulate(world: World, plan: Plan, limit = Number.POSITIVE_INFINITY): void {
  const made = new Map<string, string>()
  const built = new Map<string, string>()
  for (const node of topological(plan.nodes.filter((one) => !one.undoes)).slice(0, limit)) {
    if (node.guard && !node.guard.some((change) => isChanged(change, built))) continue
    apply(world, node, made, built)
  }
}

/** Nodes so that each comes after all it must wait for. */
export function topological(nodes: readonly PlanNode[]): PlanNode[] {
  const done = new Set<string>()
  const order: PlanNode[] = []
  while (order.length < nodes.length) {
    const next = nodes.filter((node) => !done.has(node.id) && node.after.every((before) => done.has(before)))
    if (next.length === 0)
      throw new Error(`the plan has a cycle or refers to nodes it has not: ${nodes.map((n) => n.id)}`)
    for (const node of next) {
      order.push(node)
      done.add(node.id)
    }
  }
  return order
}

function isChanged({ image, from }: ImageChange, built: ReadonlyMap<string, string>): boolean {
  const id = built.get(image)
  return id !== undefined && id !== from
}

/** A container's id, as the engine would give it. */
export function newId(world: World): string {
  return (world.nextId++).toString(16).padStart(12, '0').padEnd(64, '0')
}

/** Puts an image there under a name. */
export function addImage(world: World, name: string, id: string): void {
  const reference = name.includes(':') ? name : `${name}:latest`
  const image = { id, tags: [reference], digests: [], labels: {}, createdAt: 0, size: 1 }
  world.images.set(reference, image)
  world.images.set(id, image)
}

/** The id that an image gets when it is built or pulled next. */
export function comingImage(world: World, name: string): string {
  return world.coming[name] ?? `sha256:new-${name}`
}

function apply(
  world: World,
  { id: nodeId, operation }: PlanNode,
  made: Map<string, string>,
  built: Map<string, string>,
): void {
  const find = (ref: ContainerRef): ObservedContainer => {
    const id = 'id' in ref ? ref.id : (made.get(ref.node) ?? ref.otherwise)
    const container = world.containers.find((c) => c.id === id)
    if (!container) throw new Error(`${nodeId}: no container ${id}`)
    return container
  }
  const change = (ref: ContainerRef, changes: Partial<ObservedContainer>): void => {
    const { id } = find(ref)
    world.containers = world.containers.map((c) => (c.id === id ? { ...c, ...changes } : c))
  }
  switch (operation.kind) {
    case 'pull-image':
      built.set(operation.image, comingImage(world, operation.image))
      addImage(world, operation.image, comingImage(world, operation.image))
      return
    case 'build-images':
      for (const { image } of operation.builds) {
        built.set(image, comingImage(world, image))
        addImage(world, image, comingImage(world, image))
      }
      return
    case 'create-network':
      if (world.networks.some((n) => n.name === operation.body.Name))
        throw new Error(`network ${operation.body.Name} exists`)
      world.networks.push({
        id: newId(world),
        name: operation.body.Name,
        driver: 'bridge',
        scope: 'local',
        labels: operation.body.Labels,
      })
      return
    case 'remove-network': {
      if (world.containers.some((c) => Object.values(c.networks).some((e) => e.networkId === operation.id)))
        throw new Error(`network ${operation.name} has endpoints`)
      world.networks = world.networks.filter((n) => n.id !== operation.id)
      return
    }
    case 'create-volume':
      world.volumes.push({ name: operation.body.Name, driver: 'local', labels: operation.body.Labels })
      return
    case 'remove-volume': {
      if (world.containers.some((c) => c.mounts.some((m) => m.name === operation.name)))
        throw new Error(`volume ${operation.name} in use`)
      world.volumes = world.volumes.filter((v) => v.name !== operation.name)
      return
    }
    case 'create-container':
      made.set(nodeId, create(world, operation, built, find))
      return
    case 'start-container':
      change(operation.container, { state: 'running', health: 'healthy', startedAt: world.now++ })
      return
    case 'restart-container':
      change(operation.container, { state: 'running', startedAt: world.now++ })
      return
    case 'stop-container':
    case 'kill-container':
      change(operation.container, { state: 'exited', exitCode: 0, health: 'none' })
      return
    case 'pause-container':
      change(operation.container, { state: 'paused' })
      return
    case 'unpause-container':
      change(operation.container, { state: 'running' })
      return
    case 'remove-container': {
      const { id } = find(operation.container)
      world.containers = world.containers.filter((c) => c.id !== id)
      return
    }
    case 'rename-container': {
      if (world.containers.some((c) => c.name === operation.name))
        throw new Error(`name ${operation.name} is taken`)
      change(operation.container, { name: operation.name })
      return
    }
    case 'disconnect-network': {
      const { networks } = find(operation.container)
      change(operation.container, {
        networks: Object.fromEntries(
          Object.entries(networks).filter(([, e]) => e.networkId !== operation.network),
        ),
      })
      return
    }
    case 'remove-image':
      world.images.delete(operation.image)
      return
    case 'wait-container':
      find(operation.container)
      return
    case 'wait-time':
      return
    case 'connect-network':
    case 'copy-files':
    case 'run-hook':
      find(operation.container)
      return
  }
}

function create(
  world: World,
  operation: Operation<'create-container'>,
  built: ReadonlyMap<string, string>,
  find: (ref: ContainerRef) => ObservedContainer,
): string {
  const { name, image } = operation
  const born = {
    container: (ref: ContainerRef) => find(ref).id,
    image: (ref: ImageRef) => ('id' in ref ? ref.id : built.get(ref.image)),
  }
  const body = bindBody(operation, born, (service) => hashing.service(service))
  if (world.containers.some((c) => c.name === name)) throw new Error(`name ${name} is taken`)
  return addContainer(world, name, body, image && ('id' in image ? image.id : built.get(image.image)))
}

/** Puts a container there, created and not started; gives its id. */
export function addContainer(
  world: World,
  name: string,
  body: ContainerBody,
  imageId: string | undefined,
): string {
  const id = newId(world)
  const networks = Object.keys(body.NetworkingConfig?.EndpointsConfig ?? {}).map((network) => {
    const found = world.networks.find((n) => n.name === network)
    if (!found) throw new Error(`${name}: no network ${network}`)
    return [network, { networkId: found.id }] as const
  })
  const sources = [
    ...(body.HostConfig.Binds ?? [])
      .map((bind) => bind.split(':'))
      .map(([source = '', target = '']) => ({ source, target })),
    ...(body.HostConfig.Mounts ?? []).map(({ Source = '', Target }) => ({ source: Source, target: Target })),
  ]
  world.containers.push({
    id,
    name,
    image: body.Image,
    imageId: imageId ?? '',
    command: '',
    labels: { ...body.Labels, ...(imageId && { [labels.image]: imageId }) },
    state: 'created',
    health: 'none',
    status: '',
    createdAt: world.nextId,
    networkMode: body.HostConfig.NetworkMode ?? 'default',
    networks: Object.fromEntries(networks),
    mounts: sources.map(({ source, target }) =>
      source.startsWith('/')
        ? { type: 'bind', source, target, readOnly: false }
        : { type: 'volume', name: source, source, target, readOnly: false },
    ),
    ports: [],
  })
  return id
}
