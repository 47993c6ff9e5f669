import { closure, dependents, type Graph } from '../model/graph.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import { firstContainer, firstReplica, type Ground, type PlannedReplica } from './containers.ts'
import type { NodeId } from './operation.ts'
import { sharedServices } from './shared.ts'
import type { StoppedService } from './start.ts'
import { isUp, planStop } from './stop-and-remove.ts'

/**
 * Stops services that depend, with `restart: true`, on one whose containers are made anew, and those that share a
 * namespace with one that starts anew; the start phase starts them again. `order` is that of dependency.
 */
export function planDependentStops(
  ground: Ground,
  order: readonly Service[],
  replicas: ReadonlyMap<string, readonly PlannedReplica[]>,
  plan: PlanBuilder,
): ReadonlyMap<string, StoppedService> {
  const { intent } = ground
  const { project } = ground.desired
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
        const node = planStop(plan, container, intent, reason, [], { onlyIfChanged: guard })
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
  for (const service of order) planLeftBehind(ground, service, replicas, stopped, plan)
  return stopped
}

/**
 * Stops what runs in a namespace that is no more, as the container that it is of has been started since, or is
 * started now: without a word from the engine it would go on without a network.
 */
function planLeftBehind(
  { containers, intent }: Ground,
  service: Service,
  replicas: ReadonlyMap<string, readonly PlannedReplica[]>,
  stopped: Map<string, StoppedService>,
  plan: PlanBuilder,
): void {
  for (const name of sharedServices(service)) {
    const planned = replicas.get(name)
    const first = planned ? firstReplica(planned)?.container : firstContainer(containers.get(name))
    if (!first) continue
    const stop = stopped.get(name)
    const isStopped = stop?.containers.has(first.id) && !stop.onlyIfChanged
    const startsAnew = planned && (!isUp(first) || isStopped)
    const reason: Reason = { code: 'shared-restarted', service: name }
    for (const { fate, container, onlyIfChanged } of replicas.get(service.name) ?? []) {
      const stays = fate === 'keep' || onlyIfChanged
      if (!stays || container?.state !== 'running') continue
      if (!startsAnew && !(startOf(container) < startOf(first))) continue
      const before = stopped.get(service.name)
      const node = planStop(plan, container, intent, reason)
      stopped.set(service.name, {
        containers: new Set([...(before?.containers ?? []), container.id]),
        nodes: [...(before?.nodes ?? []), ...(node ? [node] : [])],
        reason,
      })
    }
  }
}

/** When it started last; NaN where that is not known, which is neither before nor after. */
function startOf({ startedAt }: ObservedContainer): number {
  return startedAt ?? Number.NaN
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
