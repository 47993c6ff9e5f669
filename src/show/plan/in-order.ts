import type { NodeId, PlanNode } from '../../plan/operation.ts'

/** Nodes so that each comes after those it waits for, else in the order of the plan. */
export function inOrder(nodes: readonly PlanNode[]): PlanNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const placed = new Set<NodeId>()
  const ordered: PlanNode[] = []
  const place = (node: PlanNode) => {
    if (placed.has(node.id)) return
    placed.add(node.id)
    for (const id of node.after) {
      const before = byId.get(id)
      if (before) place(before)
    }
    ordered.push(node)
  }
  nodes.forEach(place)
  return ordered
}
