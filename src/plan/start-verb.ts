import { replicasOf } from '../model/container.ts'
import { inDependencyOrder } from '../model/graph.ts'
import type { Observed, ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Dependency, Service } from '../model/service.ts'
import { PlanBuilder } from './builder.ts'
import { planCopy } from './copy-files.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Plan } from './graph.ts'
import { lastOf, planPostStart } from './hooks.ts'
import type { NodeId } from './operation.ts'
import { target } from './stop-and-remove.ts'

/**
 * `start`: the containers of a project as they are, what is depended on first, and as its dependents want it; with
 * `wait` until each is running or healthy.
 */
export function planStartVerb(
  project: Project,
  observed: Observed,
  { wait = false }: { readonly wait?: boolean } = {},
): Plan {
  const plan = new PlanBuilder()
  const starts = new Map<string, NodeId[]>()
  for (const name of inDependencyOrder(dependencyGraph(project))) {
    const service = project.services[name]
    if (!service) continue
    const before = Object.entries(service.depends_on ?? {}).flatMap(([on, dependency]) => {
      const own = starts.get(on) ?? []
      if (dependency.condition === 'service_started') return own
      return replicasOf(observed.containers, on).map((one) => addWait(plan, one, name, dependency, own))
    })
    const nodes = replicasOf(observed.containers, name).flatMap((container) =>
      container.state === 'running' || container.state === 'restarting'
        ? []
        : addStart(plan, project, service, container, before),
    )
    // What runs already is nothing to wait for, but what it depends on is.
    starts.set(name, nodes.length > 0 ? nodes : before)
    if (wait)
      for (const container of replicasOf(observed.containers, name)) addWaitUntilUp(plan, container, nodes)
  }
  return plan.build()
}

function addWaitUntilUp(plan: PlanBuilder, container: ObservedContainer, after: readonly NodeId[]): void {
  plan.add(
    { kind: 'wait-container', ...target(container), condition: 'up', optional: false },
    `${container.name} up`,
    [{ code: 'forced', flag: '--wait' }],
    after,
  )
}

const CONDITIONS = { service_healthy: 'healthy', service_completed_successfully: 'completed' } as const

function addWait(
  plan: PlanBuilder,
  container: ObservedContainer,
  dependent: string,
  { condition, required }: Dependency,
  after: readonly NodeId[],
): NodeId {
  const wanted = CONDITIONS[condition as keyof typeof CONDITIONS]
  return plan.add(
    { kind: 'wait-container', ...target(container), condition: wanted, optional: !required },
    `${container.name} ${wanted}${required ? '' : ' optional'}`,
    [{ code: 'needed-by', service: dependent, condition }],
    after,
  )
}

function addStart(
  plan: PlanBuilder,
  project: Project,
  service: Service,
  container: ObservedContainer,
  before: readonly NodeId[],
): NodeId {
  const reason: Reason = { code: 'asked', command: 'start' }
  if (container.state === 'paused')
    return plan.add({ kind: 'unpause-container', ...target(container) }, container.name, [reason], before)
  const copied = planCopy(plan, project, service, target(container), [reason], before)
  const started = plan.add(
    { kind: 'start-container', ...target(container) },
    container.name,
    [reason],
    [...before, copied],
  )
  return lastOf(planPostStart(plan, service, target(container), [reason], started))
}
