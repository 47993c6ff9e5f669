import type { Failure } from './failure.ts'
import type { Reason } from './reason.ts'

/** What happens while files are watched, as data. `ms` is from the first change to the end of what it led to. */
export type WatchEvent =
  /** Everything is watched from now on; `directories` where they are counted. */
  | {
      readonly kind: 'ready'
      readonly services: readonly string[]
      readonly directories?: number
      readonly ms: number
    }
  /** Files were brought into (or taken out of) all containers of a service. */
  | {
      readonly kind: 'synced'
      readonly service: string
      /** Why: what was saved, all there is, or what a new container lacked. */
      readonly cause: 'change' | 'initial' | 'new-container'
      readonly containers: number
      readonly files: number
      readonly removed: number
      /** In one container. */
      readonly bytes: number
      readonly ms: number
      readonly paths: readonly string[]
    }
  | { readonly kind: 'rebuilding'; readonly services: readonly string[]; readonly paths: readonly string[] }
  | { readonly kind: 'rebuilt'; readonly services: readonly string[]; readonly ms: number }
  | {
      readonly kind: 'restarted'
      readonly services: readonly string[]
      readonly ms: number
      readonly paths: readonly string[]
    }
  | {
      readonly kind: 'executed'
      readonly service: string
      readonly command: readonly string[]
      readonly ms: number
    }
  /** Files of the project were changed and are in force; `changes` counts the steps of the plan. */
  | { readonly kind: 'reloaded'; readonly paths: readonly string[]; readonly changes: number }
  /** Files of the project were changed and cannot be used; what was in force stays. */
  | {
      readonly kind: 'reload-failed'
      readonly paths: readonly string[]
      readonly failures: readonly Failure[]
    }
  | { readonly kind: 'engine-lost' }
  | { readonly kind: 'engine-back'; readonly ms: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  /** Containers were not as they should be and are put back. */
  | { readonly kind: 'healing'; readonly containers: readonly HealedContainer[] }
  /** A container keeps failing; the next attempt is made in `waitMs`. */
  | {
      readonly kind: 'crash-loop'
      readonly container: string
      readonly crashes: number
      readonly exitCode?: number
      readonly waitMs: number
    }
  | { readonly kind: 'failed'; readonly failures: readonly Failure[] }

/** A container that is put back and why. */
export interface HealedContainer {
  readonly name: string
  readonly reasons: readonly Reason[]
}

export type WatchEventSink = (event: WatchEvent) => void
