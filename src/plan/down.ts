import { isOneOff, replicasOf, serviceOf } from '../model/container.ts'
import { warning } from '../model/failure.ts'
import { dependents, inDependencyOrder } from '../model/graph.ts'
import { familiarReference } from '../model/image-reference.ts'
import { labels } from '../model/labels.ts'
import { imageName } from '../model/names.ts'
import type { Observed, ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import { takenOver } from './anonymous-volumes.ts'
import { PlanBuilder } from './builder.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Plan } from './graph.ts'
import type { NodeId } from './operation.ts'
import { findOrphans } from './orphans.ts'
import { providerOperation } from './providers.ts'
import { planRemove } from './stop-and-remove.ts'

/** What the user asked of `down`. */
export interface DownIntent {
  /** Services named: they and what depends on them; empty is all. */
  readonly services: readonly string[]
  /** `-v`. */
  readonly volumes: boolean
  readonly rmi?: 'local' | 'all'
  readonly removeOrphans: boolean
  /** Seconds. */
  readonly timeout?: number
}

const ASKED: Reason = { code: 'asked', command: 'down' }

/** Stops and removes a project's containers, what depends on others first, then its networks and what else was asked. */
export function planDown(project: Project, observed: Observed, intent: DownIntent): Plan {
  const plan = new PlanBuilder(project)
  const removed = new Map<string, NodeId>()
  planServices(project, observed, intent, plan, removed)
  for (const container of extraContainers(project, observed, intent)) {
    removed.set(container.id, planRemove(plan, container, intent, ASKED, { volumes: intent.volumes }))
  }
  const gone = [...removed.values()]
  planNetworksDown(project, observed, removed, gone, plan)
  if (intent.volumes) planVolumesDown(project, observed, removed, gone, plan)
  if (intent.rmi) planImagesDown(project, observed, intent.rmi, gone, plan)
  const built = plan.build()
  if (built.nodes.length === 0) plan.warn(warning('nothing-to-remove', { project: project.name }))
  return plan.build()
}

function planServices(
  project: Project,
  observed: Observed,
  intent: DownIntent,
  plan: PlanBuilder,
  removed: Map<string, NodeId>,
): void {
  const graph = dependencyGraph(everyService(project))
  const reverse = dependents(graph)
  const chosen = new Set(intent.services.length > 0 ? intent.services : graph.keys())
  const nodesOf = new Map<string, NodeId[]>()
  for (const name of inDependencyOrder(graph).reverse()) {
    if (!chosen.has(name)) continue
    const before = [...(reverse.get(name) ?? [])].flatMap((dependent) => nodesOf.get(dependent) ?? [])
    const provider = providerOperation(project.services[name], 'down')
    const provided = provider && plan.add(provider, name, [ASKED], before)
    const nodes = replicasOf(observed.containers, name).map((container) => {
      const node = planRemove(plan, container, intent, ASKED, { volumes: intent.volumes }, before)
      removed.set(container.id, node)
      return node
    })
    nodesOf.set(name, provided ? [provided, ...nodes] : nodes)
  }
}

/** Services that no profile enables are taken down too, if they have containers. */
function everyService(project: Project): Project {
  return { ...project, services: { ...project.disabled, ...project.services } }
}

/**
 * Orphans when asked for, and then one-offs of the services named, as Docker Compose has it; all one-offs of a whole
 * `down`, where they would keep the networks in use.
 */
function extraContainers(project: Project, observed: Observed, intent: DownIntent): ObservedContainer[] {
  const orphans = intent.removeOrphans ? findOrphans(project, observed.containers) : []
  const isWhole = intent.services.length === 0
  const oneOffs = observed.containers.filter(
    ({ labels: own }) =>
      isOneOff({ labels: own }) &&
      (isWhole || (intent.removeOrphans && intent.services.includes(serviceOf({ labels: own })))),
  )
  return [...new Map([...orphans, ...oneOffs].map((container) => [container.id, container])).values()]
}

/** A network goes once none of the project's containers is left in it. */
function planNetworksDown(
  project: Project,
  observed: Observed,
  removed: ReadonlyMap<string, NodeId>,
  gone: readonly NodeId[],
  plan: PlanBuilder,
): void {
  const stays = observed.containers.filter((container) => !removed.has(container.id))
  const inUse = new Set(stays.flatMap((c) => Object.values(c.networks).map((endpoint) => endpoint.networkId)))
  const external = new Set(Object.values(project.networks).flatMap((n) => (n.external ? [n.name] : [])))
  for (const network of observed.networks) {
    if (network.labels[labels.project] !== project.name || external.has(network.name)) continue
    if (inUse.has(network.id)) plan.warn(warning('still-in-use', { kind: 'network', name: network.name }))
    else plan.add({ kind: 'remove-network', id: network.id, name: network.name }, network.name, [ASKED], gone)
  }
}

/** Named volumes by their label; anonymous ones that were handed from container to container by name. */
function planVolumesDown(
  project: Project,
  observed: Observed,
  removed: ReadonlyMap<string, NodeId>,
  gone: readonly NodeId[],
  plan: PlanBuilder,
): void {
  const external = new Set(Object.values(project.volumes).flatMap((v) => (v.external ? [v.name] : [])))
  const names = new Set(
    observed.volumes
      .filter((v) => v.labels[labels.project] === project.name && !external.has(v.name))
      .map((v) => v.name),
  )
  for (const container of observed.containers) {
    if (removed.has(container.id)) for (const name of takenOver(container)) names.add(name)
  }
  for (const name of names) plan.add({ kind: 'remove-volume', name }, name, [ASKED], gone)
}

function planImagesDown(
  project: Project,
  observed: Observed,
  rmi: 'local' | 'all',
  gone: readonly NodeId[],
  plan: PlanBuilder,
): void {
  const images = new Set<string>()
  for (const service of Object.values(project.services)) {
    const name = familiarReference(imageName(project.name, service))
    const found = observed.images.get(name)
    // Made for this project, whatever its name.
    const isLocal = !service.image || found?.labels[labels.project] === project.name
    if (found && (rmi === 'all' || isLocal)) images.add(name)
  }
  for (const image of images) plan.add({ kind: 'remove-image', image }, image, [ASKED], gone)
}
