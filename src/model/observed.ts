import type { ContainerBody } from './container-body.ts'

/** What is there: one list call a kind. Containers are the project's; the rest is everything the engine has. */
export interface Observed {
  readonly containers: readonly ObservedContainer[]
  readonly networks: readonly ObservedNetwork[]
  readonly volumes: readonly ObservedVolume[]
  /** Every local image, by each of its references (`redis:latest`, `name@sha256:…`) and by its id. */
  readonly images: ReadonlyMap<string, ObservedImage>
}

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'

export type Health = 'none' | 'starting' | 'healthy' | 'unhealthy'

export interface ObservedContainer {
  readonly id: string
  /** Without the leading slash. */
  readonly name: string
  /** The image as it was asked for. */
  readonly image: string
  readonly imageId: string
  /** The command line as the engine prints it. */
  readonly command: string
  readonly labels: Readonly<Record<string, string>>
  readonly state: ContainerState
  readonly health: Health
  /** Exit code of a container that has ended. */
  readonly exitCode?: number
  /** As the engine prints it: `Up 3 minutes (healthy)`. */
  readonly status: string
  /** Unix seconds. */
  readonly createdAt: number
  /** `bridge`, `host`, `none`, `container:ID` or a network's name. */
  readonly networkMode: string
  /** By network name. */
  readonly networks: Readonly<Record<string, ObservedEndpoint>>
  readonly mounts: readonly ObservedMount[]
  readonly ports: readonly ObservedPort[]
  /** Milliseconds since the epoch; known of containers that share a namespace with others of the project. */
  readonly startedAt?: number
  /** What it was made from, where it does not say so itself and a plan is to say what changed. */
  readonly made?: Made
}

/** The create call of a container, as the engine shows it afterwards: with what its image gave and with defaults. */
export interface Made {
  readonly body: Partial<ContainerBody>
  /** `NAME=value`. */
  readonly imageEnvironment: readonly string[]
  readonly imageLabels: Readonly<Record<string, string>>
}

export interface ObservedEndpoint {
  readonly networkId: string
  readonly address?: string
}

export interface ObservedMount {
  readonly type: string
  /** Volume name. */
  readonly name?: string
  readonly source: string
  readonly target: string
  readonly driver?: string
  readonly readOnly: boolean
}

export interface ObservedPort {
  readonly ip?: string
  readonly target: number
  readonly published?: number
  readonly protocol: string
}

export interface ObservedNetwork {
  readonly id: string
  readonly name: string
  readonly driver: string
  readonly scope: string
  readonly labels: Readonly<Record<string, string>>
}

export interface ObservedVolume {
  readonly name: string
  readonly driver: string
  /** Where it is on the engine's host; only local volumes are somewhere. */
  readonly mountpoint?: string
  readonly scope?: string
  readonly labels: Readonly<Record<string, string>>
}

export interface ObservedImage {
  readonly id: string
  readonly tags: readonly string[]
  readonly digests: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** Unix seconds. */
  readonly createdAt: number
  /** Bytes. */
  readonly size: number
}
