import type { BuildSection } from './build-section.ts'
import type { Deploy, DeviceRequest } from './deploy.ts'
import type { Develop } from './develop.ts'
import type { Extensions } from './extensions.ts'

/** Sizes are in bytes. */
export type Bytes = number
/** Durations are in nanoseconds, as in the Engine API. */
export type Nanoseconds = number

/**
 * A service in canonical form: every short form made long, every default that Compose writes made
 * explicit, paths absolute. Field names are the Compose Specification's.
 */
export interface Service extends Extensions {
  readonly name: string
  readonly profiles?: readonly string[]
  readonly annotations?: Readonly<Record<string, string>>
  readonly attach?: boolean
  readonly build?: BuildSection
  readonly develop?: Develop
  readonly blkio_config?: BlkioConfig
  readonly cap_add?: readonly string[]
  readonly cap_drop?: readonly string[]
  readonly cgroup_parent?: string
  readonly cgroup?: string
  readonly cpu_count?: number
  readonly cpu_percent?: number
  readonly cpu_period?: number
  readonly cpu_quota?: number
  readonly cpu_rt_period?: number
  readonly cpu_rt_runtime?: number
  readonly cpus?: number
  readonly cpuset?: string
  readonly cpu_shares?: number
  readonly command?: readonly string[]
  readonly configs?: readonly FileReference[]
  readonly container_name?: string
  readonly credential_spec?: CredentialSpec
  readonly depends_on?: Readonly<Record<string, Dependency>>
  readonly deploy?: Deploy
  readonly device_cgroup_rules?: readonly string[]
  readonly devices?: readonly Device[]
  readonly dns?: readonly string[]
  readonly dns_opt?: readonly string[]
  readonly dns_search?: readonly string[]
  readonly domainname?: string
  readonly entrypoint?: readonly string[]
  readonly provider?: Provider
  /** `null`: the variable is named but has no value anywhere; it is not sent. */
  readonly environment?: Readonly<Record<string, string | null>>
  /** Only when env files were not resolved: else they are part of `environment`. */
  readonly env_file?: readonly EnvFile[]
  readonly expose?: readonly string[]
  /** Only where the service extended is empty: else it is part of this one. */
  readonly extends?: { readonly file?: string; readonly service: string }
  readonly external_links?: readonly string[]
  /** Host name to addresses, in the order given. */
  readonly extra_hosts?: Readonly<Record<string, readonly string[]>>
  readonly group_add?: readonly string[]
  readonly gpus?: readonly DeviceRequest[]
  readonly hostname?: string
  readonly healthcheck?: Healthcheck
  readonly image?: string
  readonly init?: boolean
  readonly ipc?: string
  readonly isolation?: string
  readonly labels?: Readonly<Record<string, string>>
  /** They are part of `labels` too; Docker Compose has the paths in the hash. */
  readonly label_file?: readonly string[]
  readonly links?: readonly string[]
  readonly logging?: Logging
  readonly mem_limit?: Bytes
  readonly mem_reservation?: Bytes
  readonly memswap_limit?: Bytes
  readonly mem_swappiness?: number
  readonly mac_address?: string
  readonly models?: Readonly<Record<string, ServiceModel | null>>
  readonly network_mode?: string
  readonly networks?: Readonly<Record<string, Endpoint | null>>
  readonly oom_kill_disable?: boolean
  readonly oom_score_adj?: number
  readonly pid?: string
  readonly pids_limit?: number
  readonly platform?: string
  readonly ports?: readonly Port[]
  readonly privileged?: boolean
  readonly pull_policy?: string
  readonly read_only?: boolean
  readonly restart?: string
  readonly runtime?: string
  readonly scale?: number
  readonly secrets?: readonly FileReference[]
  readonly security_opt?: readonly string[]
  readonly shm_size?: Bytes
  readonly stdin_open?: boolean
  readonly stop_grace_period?: Nanoseconds
  readonly stop_signal?: string
  readonly storage_opt?: Readonly<Record<string, string>>
  readonly sysctls?: Readonly<Record<string, string>>
  readonly tmpfs?: readonly string[]
  readonly tty?: boolean
  readonly ulimits?: Readonly<Record<string, Ulimit>>
  readonly use_api_socket?: boolean
  readonly user?: string
  readonly userns_mode?: string
  readonly uts?: string
  readonly volumes?: readonly Mount[]
  readonly volumes_from?: readonly string[]
  readonly working_dir?: string
  readonly pre_start?: readonly Hook[]
  readonly post_start?: readonly Hook[]
  readonly pre_stop?: readonly Hook[]
}

export interface EnvFile {
  readonly path: string
  readonly required: boolean
  readonly format?: string
}

export interface Dependency extends Extensions {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully'
  readonly restart?: boolean
  readonly required: boolean
}

export interface Port extends Extensions {
  readonly name?: string
  readonly mode?: string
  readonly host_ip?: string
  readonly target: number
  /** A port or a range (`8080-8090`) the engine picks from. */
  readonly published?: string
  readonly protocol?: string
  readonly app_protocol?: string
}

export interface Mount extends Extensions {
  readonly type: 'volume' | 'bind' | 'tmpfs' | 'npipe' | 'cluster' | 'image'
  readonly source?: string
  readonly target: string
  readonly read_only?: boolean
  readonly consistency?: string
  readonly bind?: {
    readonly selinux?: string
    readonly propagation?: string
    readonly create_host_path?: boolean
    readonly recursive?: string
  } & Extensions
  readonly volume?: {
    readonly labels?: Readonly<Record<string, string>>
    readonly nocopy?: boolean
    readonly subpath?: string
  } & Extensions
  readonly tmpfs?: { readonly size?: Bytes; readonly mode?: number } & Extensions
  readonly image?: { readonly subpath?: string } & Extensions
}

/** A service's use of a secret or config. */
export interface FileReference extends Extensions {
  readonly source: string
  readonly target?: string
  readonly uid?: string
  readonly gid?: string
  readonly mode?: number
}

/** A service's place in a network. */
export interface Endpoint extends Extensions {
  readonly aliases?: readonly string[]
  readonly driver_opts?: Readonly<Record<string, string>>
  readonly gw_priority?: number
  readonly interface_name?: string
  readonly ipv4_address?: string
  readonly ipv6_address?: string
  readonly link_local_ips?: readonly string[]
  readonly mac_address?: string
  readonly priority?: number
}

export interface Healthcheck extends Extensions {
  readonly test?: readonly string[]
  readonly timeout?: Nanoseconds
  readonly interval?: Nanoseconds
  readonly retries?: number
  readonly start_period?: Nanoseconds
  readonly start_interval?: Nanoseconds
  readonly disable?: boolean
}

export interface Logging extends Extensions {
  readonly driver?: string
  readonly options?: Readonly<Record<string, string>>
}

/** Either `single` or `soft` and `hard`. */
export interface Ulimit extends Extensions {
  readonly single?: number
  readonly soft?: number
  readonly hard?: number
}

export interface Device extends Extensions {
  readonly source: string
  readonly target?: string
  readonly permissions?: string
}

export interface BlkioConfig extends Extensions {
  readonly weight?: number
  readonly weight_device?: readonly { readonly path: string; readonly weight: number }[]
  readonly device_read_bps?: readonly Throttle[]
  readonly device_read_iops?: readonly Throttle[]
  readonly device_write_bps?: readonly Throttle[]
  readonly device_write_iops?: readonly Throttle[]
}

export interface Throttle {
  readonly path: string
  readonly rate: Bytes
}

export interface CredentialSpec extends Extensions {
  readonly config?: string
  readonly file?: string
  readonly registry?: string
}

/** A command run at a point of a container's life. */
export interface Hook extends Extensions {
  readonly command?: readonly string[]
  readonly image?: string
  readonly user?: string
  readonly privileged?: boolean
  readonly working_dir?: string
  readonly environment?: Readonly<Record<string, string | null>>
  readonly per_replica?: boolean
}

export interface Provider extends Extensions {
  readonly type: string
  readonly options?: Readonly<Record<string, readonly string[]>>
}

export interface ServiceModel extends Extensions {
  readonly endpoint_var?: string
  readonly model_var?: string
}
