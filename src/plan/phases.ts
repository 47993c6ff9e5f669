import { type Plan, type PlanNode, sorted } from './graph.ts'
import type { NodeId, OperationKind } from './operation.ts'

const IMAGES: ReadonlySet<OperationKind> = new Set(['pull-image', 'build-images'])

const CREATES: ReadonlySet<OperationKind> = new Set(['create-container', 'connect-network'])

/** What changes something that may be in use. */
const TOUCHES: ReadonlySet<OperationKind> = new Set([
  'stop-container',
  'kill-container',
  'remove-container',
  'disconnect-network',
  'remove-network',
  'remove-volume',
  'run-hook',
])

const STARTS: ReadonlySet<OperationKind> = new Set([
  'copy-files',
  'start-container',
  'unpause-container',
  'restart-container',
])

/** What nothing but a start that needs it waits for. */
const WAITS: ReadonlySet<OperationKind> = new Set(['wait-container', 'wait-time'])

/**
 * The plan in the phases of Docker Compose: images, then containers, then starts. Nothing that is there is
 * touched before all images are, nor, where no new container needs it so, before all containers are made; nothing
 * starts before all that is done. So a build or a container that fails leaves what runs as it runs. What comes
 * after a start by itself, the later batches of a rolling update, is left where it is.
 */
export function inPhases(plan: Plan): Plan {
  const nodes = afterNamesAreFree(plan.nodes.filter((node) => !node.undoes))
  const late = withFollowers(nodes, ({ operation: { kind } }) => STARTS.has(kind) || WAITS.has(kind))
  const early = nodes.filter(({ id }) => !late.has(id))
  const ofKinds = (kinds: ReadonlySet<OperationKind>) =>
    early.filter(({ operation }) => kinds.has(operation.kind)).map(({ id }) => id)
  const images = ofKinds(IMAGES)
  const creates = ofKinds(CREATES)
  const needed = ancestors(nodes, creates)
  const followed = new Set(early.flatMap(({ after }) => after))
  const prepared = [...images, ...early.map(({ id }) => id).filter((id) => !followed.has(id))]
  const gate = ({ id, operation }: PlanNode): readonly NodeId[] => {
    if (STARTS.has(operation.kind)) return prepared
    if (!TOUCHES.has(operation.kind) || late.has(id)) return []
    return needed.has(id) ? images : [...images, ...creates]
  }
  const gated = new Map(nodes.map((node) => [node.id, waitingFor(node, gate(node))]))
  return { ...plan, nodes: sorted(plan.nodes.map((node) => gated.get(node.id) ?? node)) }
}

/** A container is made after the removal of one that has its name: of an orphan, or of what a killed run left. */
function afterNamesAreFree(nodes: readonly PlanNode[]): PlanNode[] {
  const removals = new Map(
    nodes.flatMap(({ id, operation }) =>
      operation.kind === 'remove-container' ? [[operation.name, id] as const] : [],
    ),
  )
  return nodes.map((node) => {
    const removal = node.operation.kind === 'create-container' && removals.get(node.operation.name)
    return removal && !ancestors(nodes, [removal]).has(node.id) ? waitingFor(node, [removal]) : node
  })
}

function waitingFor(node: PlanNode, before: readonly NodeId[]): PlanNode {
  return before.length === 0 ? node : { ...node, after: [...new Set([...node.after, ...before])] }
}

/** The nodes that `is` says, and all that come after one of them. */
function withFollowers(nodes: readonly PlanNode[], is: (node: PlanNode) => boolean): ReadonlySet<NodeId> {
  const followers = new Map<NodeId, NodeId[]>()
  for (const { id, after } of nodes)
    for (const before of after) followers.set(before, [...(followers.get(before) ?? []), id])
  return reach(
    nodes.filter(is).map(({ id }) => id),
    (id) => followers.get(id) ?? [],
  )
}

/** Nodes, and all that must be through before one of them. */
function ancestors(nodes: readonly PlanNode[], from: readonly NodeId[]): ReadonlySet<NodeId> {
  const before = new Map(nodes.map(({ id, after }) => [id, after]))
  return reach(from, (id) => before.get(id) ?? [])
}

function reach(from: readonly NodeId[], next: (id: NodeId) => readonly NodeId[]): ReadonlySet<NodeId> {
  const found = new Set(from)
  for (const id of found) for (const other of next(id)) found.add(other)
  return found
}
