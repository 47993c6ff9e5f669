import type { NodeCourse, ServiceCourse } from '../../model/course.ts'
import type { Failure } from '../../model/failure.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import type { PlanNode } from '../../plan/graph.ts'

/** What became of an `up`, for those who read it later. */
export interface RunReport {
  /** Unknown when the files could not be read. */
  readonly project?: string
  readonly result: 'done' | 'failed' | 'interrupted'
  /** Milliseconds since the epoch. */
  readonly began: number
  readonly ended: number
  readonly services: readonly ServiceCourse[]
  /** What was to be done, in the plan's order, and how it went; without that it was not begun. */
  readonly steps: readonly { readonly node: PlanNode; readonly went?: NodeCourse | undefined }[]
  readonly criticalPath: readonly PlanNode[]
  /** The project's containers as they were at the end; none when the engine could not be asked. */
  readonly containers: readonly ObservedContainer[]
  readonly failures: readonly Failure[]
}

/** Service that a failure is about, where it is about one that a report has. */
export function serviceOfFailure({ data }: Failure): string | undefined {
  return 'service' in data && typeof data.service === 'string' ? data.service : undefined
}
