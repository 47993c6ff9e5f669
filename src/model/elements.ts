import type { Extensions } from './extensions.ts'

/** A top-level network. */
export interface Network extends Extensions {
  readonly name: string
  readonly driver?: string
  readonly driver_opts?: Readonly<Record<string, string>>
  readonly ipam?: {
    readonly driver?: string
    readonly config?: readonly IpamPool[]
    readonly options?: Readonly<Record<string, string>>
  } & Extensions
  readonly external?: boolean
  readonly internal?: boolean
  readonly attachable?: boolean
  readonly labels?: Readonly<Record<string, string>>
  readonly enable_ipv4?: boolean
  readonly enable_ipv6?: boolean
}

export interface IpamPool extends Extensions {
  readonly subnet?: string
  readonly gateway?: string
  readonly ip_range?: string
  readonly aux_addresses?: Readonly<Record<string, string>>
}

/** A top-level volume. */
export interface Volume extends Extensions {
  readonly name: string
  readonly driver?: string
  readonly driver_opts?: Readonly<Record<string, string>>
  readonly external?: boolean
  readonly labels?: Readonly<Record<string, string>>
}

/** A top-level secret or config. */
export interface FileObject extends Extensions {
  readonly name?: string
  readonly file?: string
  readonly environment?: string
  /** What was written, or what the variable named by `environment` holds. */
  readonly content?: string
  readonly external?: boolean
  readonly labels?: Readonly<Record<string, string>>
  readonly driver?: string
  readonly driver_opts?: Readonly<Record<string, string>>
  readonly template_driver?: string
}

/** A top-level model. */
export interface Model extends Extensions {
  readonly name?: string
  readonly model?: string
  readonly context_size?: number
  readonly runtime_flags?: readonly string[]
}

/** What a network or volume is known by: Compose's config-hash, and what it was made from. */
export interface ElementIdentity {
  readonly hash: string
  readonly spec: string
}

/** The same as labels hold it: the spec sealed, if it is kept at all. */
export type ElementLabels = Pick<ElementIdentity, 'hash'> & Partial<Pick<ElementIdentity, 'spec'>>
