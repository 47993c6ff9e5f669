import { type Failure, failure } from '../model/failure.ts'
import { type Course, criticalPath, serviceCourses } from '../plan/course.ts'
import type { Plan, PlanNode } from '../plan/operation.ts'
import { subjectOf, verbOf } from './subject.ts'

/**
 * What else is to be said when something was waited for in vain: which services are not up, what they wait for,
 * and the steps that led there. Nothing when no wait was involved.
 */
export function explainIncomplete(plan: Plan, course: Course): Failure[] {
  const isOpen = ({ id, operation }: PlanNode) =>
    operation.kind === 'wait-container' && ['failed', 'ended'].includes(course.get(id)?.state ?? '')
  if (!plan.nodes.some(isOpen)) return []
  const services = serviceCourses(plan, course)
  const path = criticalPath(plan, course).map((node) => {
    const { state = 'ended', began = 0, ended = 0 } = course.get(node.id) ?? {}
    const { kind, name } = subjectOf(node.operation)
    return { verb: verbOf(node.operation), kind, name, seconds: (ended - began) / 1000, state }
  })
  const missing = services.flatMap(({ service, state, waitsFor }) =>
    state === 'up' ? [] : [{ service, state, waitsFor }],
  )
  return [failure('up-incomplete', { services: services.length, missing, path })]
}
