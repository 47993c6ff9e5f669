import type { Plan, PlanNode } from '../../plan/graph.ts'
import type { NodeId } from '../../plan/operation.ts'

/** A plan without the starts of some containers that are there; what waited for them waits no more. */
export function withoutStarts(plan: Plan, isLeft: (id: string) => boolean): Plan {
  const left = new Set<NodeId>()
  for (const { id, operation } of plan.nodes)
    if (isOfAStart(operation) && 'container' in operation && 'id' in operation.container)
      if (isLeft(operation.container.id)) left.add(id)
  const nodes = plan.nodes.filter(({ id }) => !left.has(id))
  return {
    ...plan,
    nodes: nodes.map((node) => ({ ...node, after: node.after.filter((id) => !left.has(id)) })),
  }
}

function isOfAStart(operation: PlanNode['operation']): boolean {
  if (operation.kind === 'run-hook') return operation.when === 'post_start'
  return operation.kind === 'start-container' || operation.kind === 'copy-files'
}
