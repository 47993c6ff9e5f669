import type { NodeId, OperationKind, Plan, PlanNode } from './operation.ts'

const STARTS: ReadonlySet<OperationKind> = new Set([
  'copy-files',
  'start-container',
  'unpause-container',
  'restart-container',
])

/**
 * The plan, with nothing started before all else is done that does not itself wait for a start: so that
 * whoever is attached sees creating first, then output alone.
 */
export function createBeforeStart(plan: Plan): Plan {
  const late = startedNodes(plan.nodes)
  const early = plan.nodes.filter((node) => !late.has(node.id)).map((node) => node.id)
  const nodes = plan.nodes.map((node) =>
    STARTS.has(node.operation.kind) && late.has(node.id)
      ? { ...node, after: [...new Set([...node.after, ...early])] }
      : node,
  )
  return { ...plan, nodes }
}

/** Nodes that start something, and all that come after one. Nodes stand after what they need. */
function startedNodes(nodes: readonly PlanNode[]): Set<NodeId> {
  const late = new Set<NodeId>()
  for (const { id, operation, after } of nodes) {
    if (STARTS.has(operation.kind) || after.some((before) => late.has(before))) late.add(id)
  }
  return late
}
