import type { NodeCourse, ServiceCourse } from '../model/course.ts'
import type { Plan, PlanNode } from './graph.ts'
import type { NodeId } from './operation.ts'

/** How a plan went, by node. */
export type Course = ReadonlyMap<NodeId, NodeCourse>

/** What became of each service that a plan speaks of, in the plan's order. */
export function serviceCourses(plan: Plan, course: Course): ServiceCourse[] {
  const nodes = new Map<string, PlanNode[]>()
  for (const { service } of plan.unchanged) if (service) nodes.set(service, [])
  for (const node of plan.nodes) {
    if (node.undoes) continue
    for (const service of servicesOf(node)) nodes.set(service, [...(nodes.get(service) ?? []), node])
  }
  const byId = new Map(plan.nodes.map((node) => [node.id, node]))
  return [...nodes].map(([service, own]) => serviceCourse(service, own, byId, course))
}

/** The nodes that decided how long a plan took or why it failed, the last of them last. */
export function criticalPath(plan: Plan, course: Course): PlanNode[] {
  const byId = new Map(plan.nodes.map((node) => [node.id, node]))
  const path: PlanNode[] = []
  for (
    let node = lastNode(plan, course);
    node;
    node = lastOf(
      node.after.flatMap((id) => byId.get(id) ?? []),
      course,
    )
  )
    path.unshift(node)
  return path
}

/** Services a node works for. */
export function servicesOf({ operation }: PlanNode): readonly string[] {
  if (operation.kind === 'pull-image') return operation.services
  if (operation.kind === 'build-images') return operation.builds.map(({ service }) => service)
  return 'service' in operation ? [operation.service] : []
}

function serviceCourse(
  service: string,
  own: readonly PlanNode[],
  byId: ReadonlyMap<NodeId, PlanNode>,
  course: Course,
): ServiceCourse {
  const went = own.flatMap(({ id }) => course.get(id) ?? []).filter(({ state }) => state !== 'skipped')
  const open = own.filter(({ id }) => !isThrough(course.get(id)))
  const blocking = open.flatMap(({ after }) => after.filter((id) => !isThrough(course.get(id))))
  const others = blocking
    .flatMap((id) => servicesOf(byId.get(id) as PlanNode))
    .filter((name) => name !== service)
  const isFailed = went.some(({ state }) => state === 'failed')
  return {
    service,
    state: isFailed ? 'failed' : open.length > 0 ? 'pending' : 'up',
    waitsFor: [...new Set(others)],
    ...(went.length > 0 && {
      began: Math.min(...went.map(({ began }) => began)),
      ended: Math.max(...went.map(({ ended }) => ended)),
    }),
  }
}

function isThrough(node: NodeCourse | undefined): boolean {
  return node?.state === 'done' || node?.state === 'skipped'
}

/** Where it broke off: what failed first, or else what was waited for at the end, or else what came last. */
function lastNode({ nodes }: Plan, course: Course): PlanNode | undefined {
  const inState = (state: NodeCourse['state']) => nodes.filter(({ id }) => course.get(id)?.state === state)
  return inState('failed')[0] ?? lastOf(inState('ended'), course) ?? lastOf(inState('done'), course)
}

function lastOf(nodes: readonly PlanNode[], course: Course): PlanNode | undefined {
  let last: PlanNode | undefined
  let latest = Number.NEGATIVE_INFINITY
  for (const node of nodes) {
    const went = course.get(node.id)
    if (!went || went.state === 'skipped' || went.ended < latest) continue
    last = node
    latest = went.ended
  }
  return last
}
