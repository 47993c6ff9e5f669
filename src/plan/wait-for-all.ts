import { labels } from '../model/labels.ts'
import type { Observed } from '../model/observed.ts'
import type { Plan, PlanNode } from './operation.ts'

/** The plan, and then a wait until each container of some services (empty is all) is running or healthy. */
export function waitForAll(plan: Plan, observed: Observed, services: readonly string[]): Plan {
  const waits = observed.containers.flatMap((container): PlanNode[] => {
    const { id, name } = container
    const service = container.labels[labels.service] ?? ''
    if (container.labels[labels.oneoff] === 'True') return []
    if (services.length > 0 && !services.includes(service)) return []
    const own = plan.nodes.filter(({ operation }) => 'name' in operation && operation.name === name)
    const operation = { kind: 'wait-container', container: { id }, name, service } as const
    return [
      {
        id: `wait ${name} up`,
        operation: { ...operation, condition: 'up', optional: false },
        reasons: [{ code: 'forced', flag: '--wait' }],
        after: own.map((node) => node.id),
      },
    ]
  })
  return { ...plan, nodes: [...plan.nodes, ...waits] }
}
