/** What can go wrong while a plan is applied. */
export interface RunFailures {
  /** A container ended although something waits for it to run. */
  'container-exited': {
    service: string
    container: string
    /** Who waits for it, when it is a dependency. */
    dependent?: string
    exitCode: number
    logs: readonly string[]
  }
  /** A container ends every time the engine starts it again. */
  'container-restarting': {
    service: string
    container: string
    exitCode: number
    restarts: number
    logs: readonly string[]
  }
  /** A health check gave up; `output` is what its last run printed. */
  'container-unhealthy': {
    service: string
    container: string
    /** Who waits for it, when it is a dependency. */
    dependent?: string
    exitCode?: number
    output: readonly string[]
    logs: readonly string[]
  }
  /** `service_completed_successfully` was asked for, and it ended otherwise. */
  'dependency-not-completed': {
    service: string
    container: string
    dependent?: string
    exitCode: number
    logs: readonly string[]
  }
  /** `service_healthy` is asked of a container that has no health check. */
  'no-healthcheck': { service: string; container: string; dependent?: string }
  /** What the engine answered to an operation on a container, network, volume or image. */
  'operation-refused': { verb: string; kind: string; name: string; reason: string }
  /** What the engine remarks when it creates a container. */
  'engine-warning': { service: string; text: string }
  /** A service that something depends on has no container, or none that runs. */
  'dependency-missing': { service: string; dependent: string }
  /** An optional dependency is not as it should be; work goes on without it. */
  'optional-dependency-failed': { service: string; dependent: string }
  'wait-timeout': {
    seconds: number
    pending: readonly {
      service: string
      container: string
      state: string
      /** Of its last health check. */
      output: readonly string[]
      logs: readonly string[]
    }[]
  }
  /** Something was waited for in vain: what is not up for that, and the steps that led there. */
  'up-incomplete': {
    /** How many services there are. */
    services: number
    missing: readonly { service: string; state: 'up' | 'failed' | 'pending'; waitsFor: readonly string[] }[]
    path: readonly { verb: string; kind: string; name: string; seconds: number; state: string }[]
  }
  'hook-failed': {
    service: string
    container: string
    when: string
    command: readonly string[]
    exitCode: number
    output: readonly string[]
  }
  'provider-not-found': { service: string; type: string }
  'provider-failed': { service: string; type: string; problem: ProviderProblem }
  /** Another process works on the same project. */
  'project-locked': { project: string; holder?: string }
  /** Another process works on the same project, and this one waits for it. */
  'waiting-for-lock': { project: string; holder?: string }
  /** Nowhere is a folder that only this user can reach. */
  'no-lock-folder': { tried: readonly string[] }
  /** A container that was to replace another failed; it is gone again and the other one runs. */
  'update-undone': { service: string; container: string }
  /** Stopped on request before the end. */
  interrupted: { signal: string }
  /** A question of the plan that nobody answered. */
  'confirmation-needed': { question: 'recreate-volume' | 'recreate-network'; subject: string }
  /** `use`: what one is needed for, where the words are others. */
  'no-container': { service: string; index?: number; state?: 'running'; use?: 'start' }
  /** Of a project that is known by its name alone. */
  'no-containers': { project: string }
  'readonly-files': { service: string; kind: 'secret' | 'config'; name: string }
}

/** What is wrong with a provider or what it did. */
export type ProviderProblem =
  /** It says so itself. */
  | { readonly kind: 'said'; readonly text: string }
  | {
      readonly kind: 'ended'
      readonly code: number | null
      readonly signal: string | null
      readonly output: readonly string[]
    }
  /** It printed a line that is none of the protocol's. */
  | { readonly kind: 'protocol'; readonly line: string }
  | { readonly kind: 'parameter-missing'; readonly name: string }
  /** The type is `compose`, which is none. */
  | { readonly kind: 'reserved' }
