import type { SecretSource } from './kit/services/secrets.ts'

/** One image to build: a service's `build:` with everything resolved that needs the project or its files. */
export interface BuildRequest {
  readonly service: string
  /** Absolute path of a directory, or a git or http URL. */
  readonly context: string
  /** Relative to the context, or absolute; `Dockerfile` when neither this nor the inline text is given. */
  readonly dockerfile?: string
  readonly dockerfileInline?: string
  /** `null`: named without a value anywhere; the Dockerfile's default holds. */
  readonly args?: Readonly<Record<string, string | null>>
  readonly target?: string
  /** The image's names, the service's own first; Compose's `<project>-<service>` is the caller's to add. */
  readonly tags: readonly string[]
  /** Image labels, Compose's own included. */
  readonly labels?: Readonly<Record<string, string>>
  /** `type=registry,ref=…`, or only an image's name. */
  readonly cacheFrom?: readonly string[]
  readonly cacheTo?: readonly string[]
  readonly noCache?: boolean
  /** Stages to build without cache. */
  readonly noCacheFilter?: readonly string[]
  /** Whether base images are looked up in their registries though the engine has them. */
  readonly pull?: boolean
  readonly platforms?: readonly string[]
  readonly network?: string
  /** Of Windows containers; BuildKit has its own. */
  readonly isolation?: string
  /** Bytes. */
  readonly shmSize?: number
  readonly ulimits?: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>
  /** Addresses by host name; `host-gateway` stands for the engine's. */
  readonly extraHosts?: Readonly<Record<string, readonly string[]>>
  readonly secrets?: readonly BuildSecret[]
  /** Without a path: the user's own agent. A path is an agent's socket or a private key. */
  readonly ssh?: readonly { readonly id: string; readonly path?: string }[]
  readonly privileged?: boolean
  readonly entitlements?: readonly string[]
  /** As in Compose: `true`, `false`, or attributes such as `mode=max`. */
  readonly provenance?: string
  readonly sbom?: string
  /** Services among the requests whose images its Dockerfile names: `withBases` finds them. */
  readonly bases?: readonly string[]
  /** By name: a path, a URL, `docker-image://…`, or `service:x` for the image of another request. */
  readonly additionalContexts?: Readonly<Record<string, string>>
}

/** A secret by the id that `RUN --mount=type=secret` names. */
export type BuildSecret = { readonly id: string } & SecretSource
