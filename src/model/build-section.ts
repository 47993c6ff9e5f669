import type { Extensions } from './extensions.ts'
import type { Bytes, FileReference, Ulimit } from './service.ts'

/** A service's `build:` in canonical form. */
export interface BuildSection extends Extensions {
  readonly context?: string
  readonly dockerfile?: string
  readonly dockerfile_inline?: string
  readonly entitlements?: readonly string[]
  /** `null`: named without a value; the Dockerfile's default holds. */
  readonly args?: Readonly<Record<string, string | null>>
  readonly provenance?: string
  readonly sbom?: string
  readonly ssh?: readonly { readonly id: string; readonly path?: string }[]
  readonly labels?: Readonly<Record<string, string>>
  readonly cache_from?: readonly string[]
  readonly cache_to?: readonly string[]
  readonly no_cache?: boolean
  readonly no_cache_filter?: readonly string[]
  readonly additional_contexts?: Readonly<Record<string, string>>
  readonly pull?: boolean
  readonly extra_hosts?: Readonly<Record<string, readonly string[]>>
  readonly isolation?: string
  readonly network?: string
  readonly target?: string
  readonly secrets?: readonly FileReference[]
  readonly shm_size?: Bytes
  readonly tags?: readonly string[]
  readonly ulimits?: Readonly<Record<string, Ulimit>>
  readonly platforms?: readonly string[]
  readonly privileged?: boolean
}
