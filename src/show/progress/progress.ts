import type { EventSink } from '../../model/event.ts'

/** Shows events as they come; `end` resolves once everything is written and the terminal is as before. */
export interface Progress {
  readonly sink: EventSink
  end(): Promise<void>
}

/** Where progress goes: standard error, or a terminal with a size. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly columns?: number
  readonly rows?: number
  readonly isTTY?: boolean
}

export interface ProgressOptions {
  readonly stream: ProgressStream
  /** Where the output of builds goes, when not to `stream`. */
  readonly builds?: ProgressStream
  readonly color: boolean
  /** Whether symbols outside ASCII can be shown. */
  readonly unicode: boolean
  /** Nothing is really done; every line says so. */
  readonly dryRun: boolean
  readonly cwd: string
  /** What stands before the count on a terminal. */
  readonly title?: string
  /** Services in the order in which their containers are listed on a terminal; else it is that of the plan. */
  readonly services?: readonly string[] | undefined
  /** Milliseconds since the epoch. */
  now(): number
}

/** Resolves once all that was written to a stream so far has been handed on. */
export function flushed(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}
