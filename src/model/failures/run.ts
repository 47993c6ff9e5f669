/** What can go wrong while a plan is applied. */
export interface RunFailures {
  'container-exited': { service: string; container: string; exitCode: number; logs: readonly string[] }
}
