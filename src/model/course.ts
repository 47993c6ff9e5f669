/** How a node of a plan went. Times are milliseconds since the epoch; one that is not in a course was never begun. */
export interface NodeCourse {
  /** `ended`: begun, and given up when something else failed, time was over or the user interrupted. */
  readonly state: 'running' | 'done' | 'skipped' | 'failed' | 'ended'
  readonly began: number
  readonly ended: number
}

/** What became of a service in a plan. */
export interface ServiceCourse {
  readonly service: string
  /** `pending`: something of it was not done, or not begun. */
  readonly state: 'up' | 'failed' | 'pending'
  /** Services that must be through before the rest of it can begin. */
  readonly waitsFor: readonly string[]
  /** Milliseconds since the epoch: its first and last node; undefined when nothing was to be done or begun. */
  readonly began?: number
  readonly ended?: number
}
