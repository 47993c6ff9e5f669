import type { Extensions } from './extensions.ts'
import type { Bytes, Nanoseconds } from './service.ts'

/** A service's `deploy:` in canonical form. */
export interface Deploy extends Extensions {
  readonly mode?: string
  readonly replicas?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly update_config?: UpdateConfig
  readonly rollback_config?: UpdateConfig
  readonly resources?: { readonly limits?: Resources; readonly reservations?: Resources } & Extensions
  readonly restart_policy?: {
    readonly condition?: string
    readonly delay?: Nanoseconds
    readonly max_attempts?: number
    readonly window?: Nanoseconds
  } & Extensions
  readonly placement?: {
    readonly constraints?: readonly string[]
    readonly preferences?: readonly ({ readonly spread?: string } & Extensions)[]
    readonly max_replicas_per_node?: number
  } & Extensions
  readonly endpoint_mode?: string
}

export interface UpdateConfig extends Extensions {
  readonly parallelism?: number
  readonly delay?: Nanoseconds
  readonly failure_action?: string
  readonly monitor?: Nanoseconds
  readonly max_failure_ratio?: number
  readonly order?: string
}

export interface Resources extends Extensions {
  /** Number of CPUs. */
  readonly cpus?: number
  readonly memory?: Bytes
  readonly pids?: number
  readonly devices?: readonly DeviceRequest[]
  readonly generic_resources?: readonly unknown[]
}

export interface DeviceRequest extends Extensions {
  readonly capabilities?: readonly string[]
  readonly driver?: string
  /** -1 is all. */
  readonly count?: number
  readonly device_ids?: readonly string[]
  readonly options?: Readonly<Record<string, string>>
}
