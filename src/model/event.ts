import type { BuildEvent } from './build-event.ts'
import type { Failure } from './failure.ts'
import type { Reason } from './reason.ts'

/** What a line of progress is about. */
export interface Subject {
  readonly kind: 'container' | 'network' | 'volume' | 'image' | 'service'
  readonly name: string
  readonly service?: string
  /** What is done with it, where Docker Compose puts that into words of its own: `copy a to b`. */
  readonly task?: string
}

/**
 * What happened, as data; `show` makes it visible. `verb` is the operation's word without tense
 * (`create`, `start`, `stop`, `remove`, `recreate`, `pull`, `build`, `wait`, `rename`, `kill`, `connect`, …).
 */
export type Event =
  | { readonly kind: 'planned'; readonly subjects: readonly Subject[] }
  | {
      readonly kind: 'started'
      readonly subject: Subject
      readonly verb: string
      readonly why?: readonly Reason[]
    }
  | {
      readonly kind: 'done'
      readonly subject: Subject
      readonly verb: string
      readonly outcome: string
      readonly seconds: number
    }
  | { readonly kind: 'failed'; readonly subject: Subject; readonly verb: string; readonly failure: Failure }
  /** What something that is under way says of itself. */
  | { readonly kind: 'said'; readonly subject: Subject; readonly text: string }
  /** Need not be done; `runs`: its container goes on running as it is. */
  | { readonly kind: 'skipped'; readonly subject: Subject; readonly verb: string; readonly runs?: boolean }
  /** It was begun, and ended before it was through: by an interrupt, or because something else failed. */
  | { readonly kind: 'cancelled'; readonly subject: Subject; readonly verb: string }
  /** It was there already and is as it should be (`Running`, `Exists`). */
  | { readonly kind: 'unchanged'; readonly subject: Subject; readonly state: string }
  | {
      readonly kind: 'transfer'
      readonly subject: Subject
      readonly layer: string
      readonly status: string
      readonly current?: number
      readonly total?: number
    }
  | { readonly kind: 'build'; readonly event: BuildEvent }
  | { readonly kind: 'warning'; readonly failure: Failure }

export type EventSink = (event: Event) => void
