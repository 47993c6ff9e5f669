import { closure, type Graph } from '../model/graph.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { PlanBuilder } from './builder.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { NodeId, Operation, Plan } from './operation.ts'

/**
 * Asks the providers of a project's services to make what they provide, those that others depend on first. What
 * they answer is part of what is desired of other services, so this comes before anything else is planned.
 */
export function planProviders(project: Project): Plan {
  const plan = new PlanBuilder()
  const graph = dependencyGraph(project)
  for (const service of Object.values(project.services)) {
    const operation = providerOperation(service, 'up')
    if (!operation) continue
    const before = providersBefore(project, graph, service.name)
    plan.add(operation, service.name, [{ code: 'asked', command: 'up' }], before)
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

function providersBefore({ services }: Project, graph: Graph, name: string): NodeId[] {
  const needed = closure(graph, graph.get(name) ?? [])
  return [...needed].flatMap((other) => (services[other]?.provider ? [`run-provider ${other}`] : []))
}
