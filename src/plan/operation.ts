import type { BuildSection } from '../model/build-section.ts'
import type { ContainerBody, EndpointBody, NetworkBody, VolumeBody } from '../model/container-body.ts'
import type { Failure } from '../model/failure.ts'
import type { Hook, Service } from '../model/service.ts'

declare const handle: unique symbol

/** Handle of a node in a plan; whoever adds a node gets it. As text it is readable: `create-container web-1`. */
export type NodeId = string & { readonly [handle]: true }

/** A container that is there (`id`), or that a node of this plan makes. */
/** With `otherwise`: the container that stays when the node is not done. */
export type ContainerRef = { readonly id: string } | { readonly node: NodeId; readonly otherwise?: string }

/** An image that is there, or that a node of this plan pulls or builds. */
export type ImageRef = { readonly id: string } | { readonly node: NodeId; readonly image: string }

/** A build of one service's image. */
export interface BuildOrder {
  readonly service: string
  /** Name the image gets. */
  readonly image: string
  readonly build: BuildSection
  /** Not built if this pull brings the image. */
  readonly unlessPulled?: NodeId
  readonly platform?: string
}

/** What each kind of operation needs. One operation is one engine call or one wait. */
export interface OperationPayloads {
  'pull-image': { image: string; platform?: string; services: readonly string[]; optional: boolean }
  /** One or more builds that may share a session; each gives an image under its name. */
  'build-images': { builds: readonly BuildOrder[] }
  'create-network': { key: string; body: NetworkBody }
  'remove-network': { id: string; name: string }
  'create-volume': { key: string; body: VolumeBody }
  'remove-volume': { name: string }
  'connect-network': {
    network: string
    container: ContainerRef
    containerName: string
    endpoint: EndpointBody
  }
  'disconnect-network': {
    network: string
    networkName: string
    container: ContainerRef
    containerName: string
  }
  'create-container': {
    service: string
    /** Name it is created under; a rename follows when it takes another's place. */
    name: string
    body: ContainerBody
    platform?: string
    /** Where the `com.docker.compose.image` label comes from; undefined when the image is not known by id. */
    image?: ImageRef
    /** Values of the body that are ids of containers not born when the plan was made. */
    bindings: readonly Binding[]
    /** Volumes of the container it replaces that it takes over where its image has a volume. */
    inherited?: readonly { readonly target: string; readonly volume: string }[]
    /** The service that such values are missing from; its config-hash is made once they are known. */
    unbound?: Service
  }
  /** Puts secrets and configs that are not files of the host into a container, before it starts. */
  'copy-files': {
    container: ContainerRef
    name: string
    service: string
    files: readonly ContainerFile[]
    /** Why they cannot be copied, where it was not sure that they would be. */
    refused?: readonly Failure[]
  }
  'start-container': { container: ContainerRef; name: string; service: string }
  'stop-container': {
    container: ContainerRef
    name: string
    service: string
    timeout?: number
    signal?: string
  }
  'kill-container': { container: ContainerRef; name: string; service: string; signal: string }
  'remove-container': {
    container: ContainerRef
    name: string
    service: string
    volumes: boolean
    force: boolean
  }
  'rename-container': { container: ContainerRef; from: string; name: string; service: string }
  'wait-container': {
    container: ContainerRef
    name: string
    service: string
    /** `up`: healthy; running for half a second when it has no healthcheck; or ended with 0. */
    condition: 'healthy' | 'completed' | 'up'
    /** A failure is a warning and what follows goes on (`required: false`). */
    optional: boolean
    /** Milliseconds it must stay up without a health check, instead of half a second. */
    settle?: number
    /** How many failures of this service's updates are let pass. */
    tolerated?: number
  }
  /** Lets time pass between the batches of an update. */
  'wait-time': { service: string; seconds: number }
  'run-hook': {
    container: ContainerRef
    name: string
    service: string
    hook: Hook
    when: 'post_start' | 'pre_stop'
  }
  'pause-container': { container: ContainerRef; name: string; service: string }
  'unpause-container': { container: ContainerRef; name: string; service: string }
  'restart-container': { container: ContainerRef; name: string; service: string; timeout?: number }
  'remove-image': { image: string }
  /** Has a provider make or remove what it provides for a service. */
  'run-provider': {
    service: string
    type: string
    options: Readonly<Record<string, readonly string[]>>
    command: 'up' | 'down'
  }
}

export type OperationKind = keyof OperationPayloads

export interface Binding {
  readonly field: 'NetworkMode' | 'IpcMode' | 'PidMode' | 'VolumesFrom'
  readonly container: ContainerRef
  /** For VolumesFrom: what follows the id (`:ro`). */
  readonly suffix?: string
}

export interface ContainerFile {
  /** Absolute path in the container. */
  readonly path: string
  readonly content: string | { readonly hostFile: string }
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** A closed union: a handler table over it is proven complete by the compiler. */
export type Operation<K extends OperationKind = OperationKind> = {
  [P in K]: { readonly kind: P } & Readonly<OperationPayloads[P]>
}[K]

/** True once `image`, as its node leaves it, has an id other than `from`. */
export interface ImageChange {
  readonly node: NodeId
  readonly image: string
  readonly from: string
}
