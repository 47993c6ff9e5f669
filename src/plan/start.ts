import { isUp } from '../model/container.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Dependency, Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import type { PlannedReplica } from './containers.ts'
import { planCopy } from './copy-files.ts'
import type { StoppedContainers } from './dependent-stops.ts'
import { either, type Guard } from './graph.ts'
import { lastOf, planPostStart } from './hooks.ts'
import type { NodeId } from './operation.ts'
import { planRolling, type Rolling } from './rolling.ts'

type Condition = Dependency['condition']

/** What is started, and what must be through before something that depends on it starts. */
export class StartPhase {
  readonly #plan: PlanBuilder
  readonly #project: Project
  readonly #replicas: ReadonlyMap<string, readonly PlannedReplica[]>
  readonly #stopped: StoppedContainers
  readonly #startNodes = new Map<string, NodeId[]>()
  /** Last node of each container's start, by container name. */
  readonly #lastNodes = new Map<string, NodeId>()

  constructor(
    plan: PlanBuilder,
    project: Project,
    replicas: ReadonlyMap<string, readonly PlannedReplica[]>,
    stopped: StoppedContainers,
  ) {
    this.#plan = plan
    this.#project = project
    this.#replicas = replicas
    this.#stopped = stopped
  }

  /** Starts one service's containers after what it depends on; call in dependency order. */
  start(service: Service): void {
    const before = this.#dependencyNodes(service)
    const nodes: NodeId[] = []
    const publishes = (service.ports ?? []).some((port) => port.published)
    let previous: NodeId | undefined
    const replicas = this.#replicas.get(service.name) ?? []
    const rolled = planRolling(replicas.filter(isRolling), before, this.#plan, (replica, after) =>
      this.#addStart(replica, after, [{ code: 'created' }], replica.guard),
    )
    for (const [name, end] of rolled) {
      nodes.push(end)
      this.#lastNodes.set(name, end)
    }
    for (const replica of replicas) {
      if (replica.rolling) continue
      // Replicas that pick from one range of host ports start one after another: the engine picks racily.
      const node = this.#startReplica(replica, [...before, publishes ? previous : undefined])
      if (!node) continue
      nodes.push(node)
      this.#lastNodes.set(replica.name, node)
      previous = node
    }
    this.#startNodes.set(service.name, nodes)
  }

  /** `--wait`: each service up, or ended with 0 where that is what others wait for. */
  awaitAll(services: Iterable<Service>, isOneShot: (name: string) => boolean): void {
    for (const service of services)
      for (const replica of this.#replicas.get(service.name) ?? [])
        this.#wait(replica, isOneShot(service.name) ? 'completed' : 'up', undefined, false)
  }

  #startReplica(replica: PlannedReplica, before: readonly (NodeId | undefined)[]): NodeId | undefined {
    const { container, name, service, ref, guard } = replica
    const stopped = container && this.#stopped.get(container.id)
    const isKept = replica.fate === 'keep' || guard !== undefined
    const runs = isKept && container !== undefined && isUp(container) && container.state !== 'paused'
    if (runs && !stopped && !guard) return undefined
    // What runs and is only perhaps made anew or stopped is started only then.
    const only = runs ? startGuard(guard, stopped) : undefined
    const reasons = this.#startReasons(replica)
    const after = [replica.ready, stopped?.node, ...before]
    if (container?.state === 'paused' && replica.fate === 'keep')
      return this.#plan.add(
        { kind: 'unpause-container', container: ref, name, service: service.name },
        name,
        reasons,
        after,
      )
    return lastOf(this.#addStart(replica, after, reasons, only))
  }

  /** Copies what belongs into it, starts it, runs its hooks; gives the nodes of that in their order. */
  #addStart(
    replica: PlannedReplica,
    before: readonly (NodeId | undefined)[],
    reasons: readonly Reason[],
    guard: Guard | undefined,
  ): readonly [NodeId, ...NodeId[]] {
    const { name, service, ref } = replica
    const after = [replica.ready, ...before]
    const container = { container: ref, name }
    const files = planCopy(this.#plan, this.#project, service, container, reasons, after, { guard })
    const started = this.#plan.add(
      { kind: 'start-container', container: ref, name, service: service.name },
      name,
      reasons,
      [files, ...after],
      { guard },
    )
    const nodes = planPostStart(this.#plan, service, container, reasons, started, { guard })
    return files ? [files, ...nodes] : nodes
  }

  #startReasons(replica: PlannedReplica): Reason[] {
    if (replica.fate !== 'keep') return [{ code: 'created' }]
    const stopped = this.#stopped.get(replica.container?.id ?? '')
    if (stopped) return [stopped.reason]
    return [{ code: 'stopped', state: replica.container?.state ?? 'created' }]
  }

  /** Nodes after which `service` may start, by each dependency's condition. */
  #dependencyNodes(service: Service): NodeId[] {
    return Object.entries(service.depends_on ?? {}).flatMap(([name, dependency]) => {
      const replicas = this.#replicas.get(name) ?? []
      const started = this.#startNodes.get(name) ?? []
      if (dependency.condition === 'service_started') return started
      const condition = CONDITIONS[dependency.condition]
      return replicas.flatMap(
        (replica) => this.#wait(replica, condition, service.name, !dependency.required) ?? [],
      )
    })
  }

  #wait(
    replica: PlannedReplica,
    condition: 'healthy' | 'completed' | 'up',
    dependent: string | undefined,
    optional: boolean,
  ): NodeId | undefined {
    const { name, service, ref } = replica
    const own = this.#lastNodes.get(name)
    if (!own && isSatisfied(replica, condition)) {
      this.#plan.met({ name, service: service.name, condition })
      return undefined
    }
    const onlyMaybe = replica.guard && isSatisfied(replica, condition) ? { guard: replica.guard } : {}
    return this.#plan.add(
      {
        kind: 'wait-container',
        container: ref,
        name,
        service: service.name,
        condition,
        optional,
      },
      `${name} ${condition}${optional ? ' optional' : ''}`,
      dependent
        ? [{ code: 'needed-by', service: dependent, condition }]
        : [{ code: 'forced', flag: '--wait' }],
      [own],
      onlyMaybe,
    )
  }
}

/** What a container that runs is started again for: that it is made anew, or that it was stopped. */
function startGuard(
  own: Guard | undefined,
  stopped: { readonly guard?: Guard } | undefined,
): Guard | undefined {
  if (!stopped) return own
  return own ? either(own, stopped.guard) : stopped.guard
}

function isRolling(replica: PlannedReplica): replica is PlannedReplica & { readonly rolling: Rolling } {
  return replica.rolling !== undefined
}

const CONDITIONS: Record<Condition, 'healthy' | 'completed' | 'up'> = {
  service_started: 'up',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
}

/** Whether what was observed already meets a condition, so that nothing need be waited for. */
function isSatisfied({ container }: PlannedReplica, condition: 'healthy' | 'completed' | 'up'): boolean {
  if (!container) return false
  const isRunning = container.state === 'running'
  switch (condition) {
    case 'healthy':
      return isRunning && container.health === 'healthy'
    case 'completed':
      return container.state === 'exited' && container.exitCode === 0
    case 'up':
      return isRunning && (container.health === 'healthy' || container.health === 'none')
  }
}
