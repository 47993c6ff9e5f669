/** What healing wants to know of an event of the engine. */
export interface EngineEvent {
  /** `container` or `network`. */
  readonly type: string
  /** As the engine has it: `die`, `health_status: unhealthy`. */
  readonly action: string
  /** Of the container; of networks their own. */
  readonly id: string
  readonly exitCode: number
}
