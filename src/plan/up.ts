import { isOneOff, serviceOf } from '../model/container.ts'
import { warning } from '../model/failure.ts'
import { inDependencyOrder } from '../model/graph.ts'
import { labels } from '../model/labels.ts'
import type { Observed, ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import { PlanBuilder } from './builder.ts'
import { type Ground, type PlannedReplica, planService } from './containers.ts'
import { dependencyGraph } from './dependency-graph.ts'
import { planDependentStops } from './dependent-stops.ts'
import type { Desired, UpIntent } from './desired.ts'
import { checkExternals, planNetworks, planVolumes } from './elements.ts'
import type { Plan } from './graph.ts'
import { planImages } from './images.ts'
import { findOrphans } from './orphans.ts'
import { inPhases } from './phases.ts'
import { checkScale } from './scale.ts'
import { StartPhase } from './start.ts'
import { planRemove } from './stop-and-remove.ts'

/**
 * What brings a project's containers, networks and volumes from what they are to what is desired: for
 * `up`, `create` and `scale`. Pure: the same arguments give the same plan.
 */
export function planUp(desired: Desired, observed: Observed, intent: UpIntent): Plan {
  const { project } = desired
  const plan = new PlanBuilder(project)
  checkScale(project, intent)
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
  const stopped = planDependentStops(ground, order, replicas, plan)
  const phase = new StartPhase(plan, project, replicas, stopped)
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
    if (isOneOff(container)) continue
    const service = serviceOf(container)
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
