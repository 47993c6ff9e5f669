import { isUp } from '../model/container.ts'
import { closure, dependents, type Graph } from '../model/graph.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import { firstContainer, firstReplica, type Ground, type PlannedReplica } from './containers.ts'
import { either, type Guard } from './graph.ts'
import type { NodeId } from './operation.ts'
import { sharedServices } from './shared.ts'
import { planStop } from './stop-and-remove.ts'

/** Why a container that stays is stopped in a plan, and what it is stopped for; by its id. */
export type StoppedContainers = ReadonlyMap<
  string,
  { readonly node: NodeId; readonly reason: Reason; readonly guard?: Guard }
>

/**
 * Stops containers of services that depend, with `restart: true`, on one whose containers are made anew, and those that
 * share a namespace with one that starts anew; the start phase starts them again. `order` is that of dependency.
 */
export function planDependentStops(
  ground: Ground,
  order: readonly Service[],
  replicas: ReadonlyMap<string, readonly PlannedReplica[]>,
  plan: PlanBuilder,
): StoppedContainers {
  const stops = new DependentStops(ground, replicas, plan)
  const reverse = dependents(restartGraph(ground.desired.project))
  for (const [name, planned] of replicas) {
    const recreated = planned.filter((replica) => replica.fate === 'recreate')
    if (recreated.length === 0) continue
    const guard = recreated.every((r) => r.guard) ? recreated.flatMap((r) => r.guard ?? []) : undefined
    const before: NodeId[] = []
    for (const dependent of closure(reverse, reverse.get(name) ?? []))
      for (const { fate, container } of replicas.get(dependent) ?? []) {
        if (fate !== 'keep' || !container) continue
        const node = stops.stop(container, { code: 'dependency-restarts', service: name }, guard)
        if (node) before.push(node)
      }
    for (const { container } of recreated) {
      const stop = container && plan.stopOf(container.id)
      if (stop) plan.require(stop, before)
    }
  }
  for (const service of order) stops.stopLeftBehind(service)
  return stops.stopped
}

class DependentStops {
  readonly stopped = new Map<string, { node: NodeId; reason: Reason; guard?: Guard }>()
  readonly #ground: Ground
  readonly #replicas: ReadonlyMap<string, readonly PlannedReplica[]>
  readonly #plan: PlanBuilder

  constructor(ground: Ground, replicas: ReadonlyMap<string, readonly PlannedReplica[]>, plan: PlanBuilder) {
    this.#ground = ground
    this.#replicas = replicas
    this.#plan = plan
  }

  /** Stops what runs; what is stopped for several things is stopped when one of them comes true. */
  stop(container: ObservedContainer, reason: Reason, guard?: Guard): NodeId | undefined {
    const node = planStop(this.#plan, container, this.#ground.intent, reason, [], { guard })
    if (!node) return undefined
    const before = this.stopped.get(container.id)
    const joined = before ? either(before.guard, guard) : guard
    this.stopped.set(container.id, { node, reason, ...(joined && { guard: joined }) })
    return node
  }

  /**
   * Stops what runs in a namespace that is no more, as the container that it is of has been started since, or is
   * started now: without a word from the engine it would go on without a network.
   */
  stopLeftBehind(service: Service): void {
    const { containers } = this.#ground
    for (const name of sharedServices(service)) {
      const planned = this.#replicas.get(name)
      const first = planned ? firstReplica(planned)?.container : firstContainer(containers.get(name))
      if (!first) continue
      const stop = this.stopped.get(first.id)
      const startsAnew = planned && (!isUp(first) || (stop && !stop.guard))
      for (const { fate, container, guard } of this.#replicas.get(service.name) ?? []) {
        if ((fate !== 'keep' && !guard) || container?.state !== 'running') continue
        if (!startsAnew && !(startOf(container) < startOf(first))) continue
        this.stop(container, { code: 'shared-restarted', service: name })
      }
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
