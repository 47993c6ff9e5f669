import { closure, inDependencyOrder } from '../model/graph.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { PlanBuilder } from './builder.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Plan } from './graph.ts'
import type { NodeId, Operation } from './operation.ts'

/**
 * Asks the providers of a project's services to make what they provide, those that others depend on first. What
 * they answer is part of what is desired of other services, so this comes before anything else is planned.
 */
export function planProviders(project: Project): Plan {
  const plan = new PlanBuilder()
  const graph = dependencyGraph(project)
  const nodes = new Map<string, NodeId>()
  for (const name of inDependencyOrder(graph)) {
    const operation = providerOperation(project.services[name], 'up')
    if (!operation) continue
    const before = [...closure(graph, graph.get(name) ?? [])].flatMap((other) => nodes.get(other) ?? [])
    nodes.set(name, plan.add(operation, name, [{ code: 'asked', command: 'up' }], before))
  }
  return plan.build()
}

/** The operation for a service that has a provider. */
export function providerOperation(
  service: Service | undefined,
  command: 'up' | 'down',
): Operation<'run-provider'> | undefined {
  if (!service?.provider) return undefined
  const { type, options = {} } = service.provider
  return { kind: 'run-provider', service: service.name, type, options, command }
}
