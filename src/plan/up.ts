import { warning } from '../model/failure.ts'
import { closure, dependents, type Graph, inDependencyOrder } from '../model/graph.ts'
import { labels } from '../model/labels.ts'
import type { Observed, ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import { PlanBuilder } from './builder.ts'
import { type Ground, type PlannedReplica, planService } from './containers.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Desired, UpIntent } from './desired.ts'
import { checkExternals, planNetworks, planVolumes } from './elements.ts'
import { planImages } from './images.ts'
import type { NodeId, Plan } from './operation.ts'
import { findOrphans } from './orphans.ts'
import { inPhases } from './phases.ts'
import { StartPhase, type StoppedService } from './start.ts'
import { isUp, planRemove, planStop } from './stop-and-remove.ts'

/**
 * What brings a project's containers, networks and volumes from what they are to what is desired: for
 * `up`, `create` and `scale`. Pure: the same arguments give the same plan.
 */
export function planUp(desired: Desired, observed: Observed, intent: UpIntent): Plan {
  const plan = new PlanBuilder()
  const { project } = desired
  checkExternals(project, observed)
  const images = planImages(desired, observed.images, intent, plan)
  const networks = planNetworks(desired, observed, intent, plan)
  const volumes = planVolumes(desired, observed, intent, plan)
  planOrphans(project, observed, intent, plan)
  const replacedVolumes = new Set([...volumes.values()].filter((v) => v.replaced).map((v) => v.name))
  const ground: Ground = {
    desired,
    intent,
    images,
    networks,
    volumes,
    containers: byService(observed.containers),
    gone: new Set(
      observed.containers
        .filter((c) => c.mounts.some((m) => replacedVolumes.has(m.name ?? '')))
        .map((c) => c.id),
    ),
  }
  const graph = dependencyGraph(project)
  const order = inDependencyOrder(graph).flatMap((name) => project.services[name] ?? [])
  const replicas = new Map<string, PlannedReplica[]>()
  for (const service of order)
    if (!service.provider) replicas.set(service.name, planService(ground, service, replicas, plan))
  if (!intent.start) return inPhases(plan.build())
  const stopped = planDependentStops(project, replicas, intent, plan)
  const phase = new StartPhase(plan, replicas, stopped)
  for (const service of order) phase.start(service)
  if (intent.wait) {
    const oneShots = new Set(
      Object.values(project.services).flatMap((service) =>
        Object.entries(service.depends_on ?? {})
          .filter(([, dependency]) => dependency.condition === 'service_completed_successfully')
          .map(([name]) => name),
      ),
    )
    phase.awaitAll(order, (name) => oneShots.has(name))
  }
  return inPhases(plan.build())
}

function byService(containers: readonly ObservedContainer[]): Map<string, ObservedContainer[]> {
  const map = new Map<string, ObservedContainer[]>()
  for (const container of containers) {
    if (container.labels[labels.oneoff] === 'True') continue
    const service = container.labels[labels.service] ?? ''
    const list = map.get(service)
    if (list) list.push(container)
    else map.set(service, [container])
  }
  return map
}

function planOrphans(project: Project, observed: Observed, intent: UpIntent, plan: PlanBuilder): void {
  const orphans = findOrphans(project, observed.containers)
  if (orphans.length === 0 || (intent.ignoreOrphans && !intent.removeOrphans)) return
  const files = [...new Set(orphans.map((orphan) => orphan.labels[labels.configFiles] ?? ''))]
    .filter(Boolean)
    .join(', ')
  if (intent.removeOrphans)
    for (const orphan of orphans) {
      const from = orphan.labels[labels.configFiles]
      planRemove(plan, orphan, intent, { code: 'orphan', ...(from && { files: from }) }, { volumes: false })
    }
  else
    plan.warn(
      warning('orphans', {
        containers: orphans.map((o) => o.name).sort(),
        project: project.name,
        ...(files && { files }),
      }),
    )
}

/**
 * Stops services that depend, with `restart: true`, on one whose containers are made anew; the start phase
 * starts them again.
 */
function planDependentStops(
  project: Project,
  replicas: ReadonlyMap<string, readonly PlannedReplica[]>,
  intent: UpIntent,
  plan: PlanBuilder,
): Map<string, StoppedService> {
  const stopped = new Map<string, StoppedService>()
  const reverse = dependents(restartGraph(project))
  for (const [name, planned] of replicas) {
    const recreated = planned.filter((replica) => replica.fate === 'recreate')
    if (recreated.length === 0) continue
    const guard = recreated.every((r) => r.onlyIfChanged)
      ? recreated.flatMap((r) => r.onlyIfChanged ?? [])
      : undefined
    const reason: Reason = { code: 'dependency-restarts', service: name }
    const names = closure(reverse, reverse.get(name) ?? [])
    for (const dependent of names) {
      const running = (replicas.get(dependent) ?? []).filter(
        (r) => r.fate === 'keep' && r.container && isUp(r.container),
      )
      const nodes: NodeId[] = []
      for (const { container } of running) {
        if (!container) continue
        const node = guard
          ? plan.add(
              {
                kind: 'stop-container',
                container: { id: container.id },
                name: container.name,
                service: dependent,
                ...(intent.timeout !== undefined && { timeout: intent.timeout }),
              },
              container.name,
              [reason],
              [],
              { onlyIfChanged: guard },
            )
          : planStop(plan, container, intent, reason)
        if (node) nodes.push(node)
      }
      for (const { container } of recreated)
        if (container) plan.require(`stop-container ${container.name}`, nodes)
      if (nodes.length)
        stopped.set(dependent, {
          containers: new Set(running.map((r) => r.container?.id ?? '')),
          nodes,
          reason,
          ...(guard && { onlyIfChanged: guard }),
        })
    }
  }
  return stopped
}

function restartGraph(project: Project): Graph {
  return new Map(
    Object.values(project.services).map((service) => [
      service.name,
      new Set(
        Object.entries(service.depends_on ?? {})
          .filter(([name, dependency]) => dependency.restart && name in project.services)
          .map(([name]) => name),
      ),
    ]),
  )
}
