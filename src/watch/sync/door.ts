import type { Readable } from 'node:stream'

/** A container of a service that is watched. */
export interface WatchedContainer {
  readonly id: string
  readonly service: string
  /** Whether commands can be run in it; files can be written in any case. */
  readonly running: boolean
}

/** How files get into containers. */
export interface SyncDoor {
  /** Unpacks a tar, whose paths start at the container's root. */
  put(container: string, tar: Buffer | Readable): Promise<void>
  /** Removes paths with all that is below them. */
  remove(container: string, targets: readonly string[]): Promise<void>
  /** Whether an error says that the container is there no more. */
  isGone(error: unknown): boolean
}
