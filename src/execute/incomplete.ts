import { type Failure, warning } from '../model/failure.ts'
import { type Course, criticalPath, serviceCourses } from '../plan/course.ts'
import type { Plan } from '../plan/graph.ts'
import { subjectOf, verbOf } from './subject.ts'

/** How waiting for a container fails. */
const IN_VAIN: ReadonlySet<Failure['code']> = new Set([
  'container-exited',
  'container-restarting',
  'container-unhealthy',
  'dependency-not-completed',
  'no-healthcheck',
  'wait-timeout',
])

/**
 * What else is to be said, as a warning beside the error, when something was waited for in vain: which services
 * are not up, what they wait for, and the steps that led there. Nothing when something else failed.
 */
export function explainIncomplete(plan: Plan, course: Course, failures: readonly Failure[]): Failure[] {
  if (!failures.some(({ code }) => IN_VAIN.has(code))) return []
  const services = serviceCourses(plan, course)
  const path = criticalPath(plan, course).map((node) => {
    const { state = 'ended', began = 0, ended = 0 } = course.get(node.id) ?? {}
    const { kind, name } = subjectOf(node.operation)
    return { verb: verbOf(node.operation), kind, name, seconds: (ended - began) / 1000, state }
  })
  const missing = services.flatMap(({ service, state, waitsFor }) =>
    state === 'up' ? [] : [{ service, state, waitsFor }],
  )
  return [warning('up-incomplete', { services: services.length, missing, path })]
}
