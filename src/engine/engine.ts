import type { Duplex } from 'node:stream'
import type { ContainerBody, EndpointBody, NetworkBody, VolumeBody } from '../model/container-body.ts'
import type {
  ContainerState,
  Health,
  ObservedContainer,
  ObservedImage,
  ObservedNetwork,
  ObservedVolume,
} from '../model/observed.ts'

/**
 * The only door to a Docker Engine, in our own nouns. Every method rejects with `Failed` carrying a typed
 * failure; `isNotFound(error)` and `isConflict(error)` tell the two that callers act on.
 */
export interface Engine {
  /** Where it is, for messages: `unix:///var/run/docker.sock`. */
  readonly address: string
  /** Whether paths on this machine are the engine's paths too. */
  readonly local: boolean
  /** Variables that the user's docker configuration gives to containers here, for their way outside. */
  readonly proxies: Readonly<Record<string, string>>
  /** The API version in use (`1.51`), agreed on once the engine has answered a call. */
  apiVersion(): string

  /** Containers with all these labels (`key` or `key=value`), stopped ones included. */
  listContainers(labels: readonly string[]): Promise<ObservedContainer[]>
  listNetworks(labels: readonly string[]): Promise<ObservedNetwork[]>
  listVolumes(labels: readonly string[]): Promise<ObservedVolume[]>
  listImages(): Promise<ObservedImage[]>

  inspectContainer(id: string): Promise<ContainerDetails>
  /** Undefined when there is none. */
  inspectImage(ref: string, options?: { platform?: string }): Promise<ImageDetails | undefined>
  inspectNetwork(nameOrId: string): Promise<ObservedNetwork | undefined>
  inspectVolume(name: string): Promise<ObservedVolume | undefined>

  createContainer(
    name: string,
    body: ContainerBody,
    options?: { platform?: string },
  ): Promise<{ id: string; warnings: string[] }>
  startContainer(id: string): Promise<void>
  /** `timeout` in seconds; without it the container's own. Engines before API 1.42 ignore `signal`. */
  stopContainer(id: string, options?: { timeout?: number; signal?: string }): Promise<void>
  killContainer(id: string, signal: string): Promise<void>
  pauseContainer(id: string): Promise<void>
  unpauseContainer(id: string): Promise<void>
  restartContainer(id: string, options?: { timeout?: number }): Promise<void>
  removeContainer(id: string, options: { force: boolean; volumes: boolean }): Promise<void>
  renameContainer(id: string, name: string): Promise<void>
  /** Resolves with the exit code once the container is not running. */
  waitContainer(id: string, signal?: AbortSignal): Promise<number>

  createNetwork(body: NetworkBody): Promise<{ id: string }>
  removeNetwork(id: string): Promise<void>
  connectNetwork(id: string, container: string, endpoint: EndpointBody): Promise<void>
  disconnectNetwork(id: string, container: string, options: { force: boolean }): Promise<void>
  createVolume(body: VolumeBody): Promise<void>
  removeVolume(name: string, options: { force: boolean }): Promise<void>

  pullImage(
    ref: string,
    options: { platform?: string; signal?: AbortSignal; onProgress(p: TransferProgress): void },
  ): Promise<void>
  pushImage(
    ref: string,
    options: { signal?: AbortSignal; onProgress(p: TransferProgress): void },
  ): Promise<{ digest?: string }>
  /** The digest that an image has in its registry now. */
  findDigest(ref: string): Promise<string>
  tagImage(source: string, target: string): Promise<void>
  removeImage(ref: string, options?: { force?: boolean }): Promise<void>
  commitContainer(id: string, options: CommitOptions): Promise<{ id: string }>

  /** Unpacks a tar into a container; `path` must exist. */
  putArchive(
    id: string,
    path: string,
    tar: NodeJS.ReadableStream | Buffer,
    options?: { copyUidGid?: boolean },
  ): Promise<void>
  /** A tar of a path in a container. */
  getArchive(id: string, path: string): Promise<NodeJS.ReadableStream>
  /** What is at a path in a container; undefined when nothing is. */
  statPath(id: string, path: string): Promise<PathInfo | undefined>
  exportContainer(id: string): Promise<NodeJS.ReadableStream>

  /** Log output, oldest first. Ends when the container does (or at once without `follow`). */
  logs(id: string, options: LogOptions): AsyncIterable<LogChunk>
  /** Attaches to a container's streams. With `tty` all output is `stdout`. */
  attach(id: string, options: AttachOptions): Promise<AttachedStream>
  createExec(id: string, options: ExecOptions): Promise<string>
  startExec(
    exec: string,
    options: { tty: boolean; stdin: boolean; detach?: boolean },
  ): Promise<AttachedStream>
  inspectExec(exec: string): Promise<{ running: boolean; exitCode?: number }>
  resizeExec(exec: string, size: { columns: number; rows: number }): Promise<void>
  resizeContainer(id: string, size: { columns: number; rows: number }): Promise<void>
  top(id: string, psArgs?: string): Promise<{ titles: string[]; processes: string[][] }>
  /** Statistics as the engine gives them, one object a second. */
  stats(id: string, options: { stream: boolean; signal?: AbortSignal }): AsyncIterable<unknown>
  /** Engine events for what carries these labels, until aborted. Ready (listening) once the promise resolves. */
  events(options: {
    labels: readonly string[]
    /** RFC 3339 or Unix seconds. */
    since?: string
    until?: string
    signal?: AbortSignal
  }): Promise<AsyncIterable<EngineEvent>>

  /** HTTP/1.1 upgrade (h2c for BuildKit): the raw stream after the engine's 101. */
  dial(path: string, headers: Record<string, string | string[]>, signal?: AbortSignal): Promise<Duplex>
  /** A connection on which nothing has been said yet. */
  connect(): Promise<Duplex>
  /** The classic builder's endpoint, with its JSON lines. */
  buildClassic(
    tar: NodeJS.ReadableStream,
    query: Record<string, string | string[]>,
    headers?: Record<string, string>,
    signal?: AbortSignal,
  ): AsyncIterable<unknown>
  /** Whether a registry knows a user; some answer with a token that is to be kept instead of the password. */
  checkLogin(registry: string, login: RegistryCredentials): Promise<string | undefined>
  /** Credentials for a registry host from the docker configuration, if any. */
  credentials(registry: string): Promise<RegistryCredentials | undefined>
}

export interface ContainerDetails {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly state: ContainerState
  readonly health: Health
  /** Output of the last health checks, oldest first. */
  readonly healthLog: readonly { readonly exitCode: number; readonly output: string }[]
  readonly hasHealthcheck: boolean
  readonly exitCode: number
  /** The engine's reason when it could not start. */
  readonly error: string
  readonly startedAt: string
  readonly tty: boolean
  readonly openStdin: boolean
  readonly restartCount: number
  readonly labels: Readonly<Record<string, string>>
  /** The create call it came from, with what its image gave and the engine's defaults. */
  readonly body: Partial<ContainerBody>
  /** The whole answer of the engine, for `alpha generate`-like uses and messages. */
  readonly raw: unknown
}

export interface ImageDetails extends ObservedImage {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly volumes: readonly string[]
  /** Variables it gives: `NAME=value`. */
  readonly environment: readonly string[]
  readonly exposedPorts: readonly string[]
  /** RFC 3339, when the engine knows it. */
  readonly lastTagTime?: string
}

export interface RegistryCredentials {
  readonly username: string
  readonly password: string
  readonly identityToken?: string
}

export interface TransferProgress {
  /** Layer id, or the image's reference. */
  readonly id: string
  readonly status: string
  /** Bytes. */
  readonly current?: number
  readonly total?: number
}

/** A file or folder in a container. */
export interface PathInfo {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly permissions: number
  readonly directory: boolean
  /** Where it points, if it is a symbolic link. */
  readonly linkTarget?: string
}

export interface CommitOptions {
  readonly repo?: string
  readonly tag?: string
  readonly author?: string
  readonly comment?: string
  readonly changes?: readonly string[]
  readonly pause?: boolean
}

export interface LogOptions {
  readonly follow?: boolean
  /** `all` or a number of lines. */
  readonly tail?: string
  readonly timestamps?: boolean
  /** RFC 3339 or Unix seconds. */
  readonly since?: string
  readonly until?: string
  readonly tty: boolean
  readonly signal?: AbortSignal
}

export interface LogChunk {
  readonly stream: 'stdout' | 'stderr'
  readonly bytes: Buffer
}

export interface AttachOptions {
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly tty: boolean
  readonly logs?: boolean
  readonly detachKeys?: string
}

export interface AttachedStream {
  /** Output, until the other side ends. */
  readonly output: AsyncIterable<LogChunk>
  /** Input; `end()` half-closes it. */
  readonly input: NodeJS.WritableStream
  close(): void
}

export interface ExecOptions {
  readonly command: readonly string[]
  readonly environment?: readonly string[]
  readonly user?: string
  readonly workingDir?: string
  readonly privileged?: boolean
  readonly tty: boolean
  readonly stdin: boolean
  readonly detach?: boolean
}

export interface EngineEvent {
  /** `container`, `network`, `volume`, `image`. */
  readonly type: string
  /** `start`, `die`, `health_status: healthy`, … */
  readonly action: string
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  /** Nanoseconds since the epoch. */
  readonly timeNano: bigint
}
