import type { ChangeKind } from '../files/file-watcher.ts'
import { addChange, type Changes } from './changes.ts'
import { dueAt, settledAt } from './due.ts'

/** What is to be done next: changes to deal with, the quiet after them, or something else that was asked for. */
export type Task =
  | { readonly kind: 'batch'; readonly changes: Changes; readonly since: number }
  | { readonly kind: 'settled' }
  | { readonly kind: 'job'; readonly run: () => Promise<void> }

/** Collects what comes in while something is being done, and hands it out one after the other. */
export class Inbox {
  readonly #now: () => number
  readonly #jobs = new Map<string, () => Promise<void>>()
  #changes = new Map<string, ChangeKind>()
  #first = 0
  #last = 0
  #isQuietAwaited = false
  #isPaused = false
  #wake: () => void = () => {}

  /** `now` is in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  add(path: string, kind: ChangeKind): void {
    this.#last = this.#now()
    if (this.#changes.size === 0) this.#first = this.#last
    addChange(this.#changes, path, kind)
    // Whoever waits for quiet looks at the time again when it wakes.
    if (this.#changes.size === 1) this.#wake()
  }

  /** Asks for something to be done; of several under one name that have not begun only the last is. */
  post(name: string, run: () => Promise<void>): void {
    this.#jobs.delete(name)
    this.#jobs.set(name, run)
    this.#wake()
  }

  /** From now on a `settled` comes when there has been quiet for a while. */
  awaitQuiet(): void {
    this.#isQuietAwaited = true
  }

  /** Changes are kept until it is over. */
  set paused(on: boolean) {
    this.#isPaused = on
    this.#wake()
  }

  get paused(): boolean {
    return this.#isPaused
  }

  /** The next task, as soon as there is one; undefined once aborted. */
  async next(signal: AbortSignal): Promise<Task | undefined> {
    while (!signal.aborted) {
      const task = this.#takeJob() ?? this.#takeDue()
      if (task) return task
      await this.#sleep(signal)
    }
    return undefined
  }

  #takeJob(): Task | undefined {
    const [next] = this.#jobs
    if (!next) return undefined
    this.#jobs.delete(next[0])
    return { kind: 'job', run: next[1] }
  }

  #takeDue(): Task | undefined {
    if (this.#dueIn() > 0) return undefined
    if (this.#changes.size === 0) {
      this.#isQuietAwaited = false
      return { kind: 'settled' }
    }
    const changes = this.#changes
    this.#changes = new Map()
    return { kind: 'batch', changes, since: this.#first }
  }

  /** Milliseconds until there is something to do by the clock; Infinity when there is nothing. */
  #dueIn(): number {
    if (this.#isPaused) return Number.POSITIVE_INFINITY
    const burst = { first: this.#first, last: this.#last, count: this.#changes.size }
    if (burst.count > 0) return dueAt(burst) - this.#now()
    return this.#isQuietAwaited ? settledAt(this.#last) - this.#now() : Number.POSITIVE_INFINITY
  }

  #sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wait = this.#dueIn()
      const timer = Number.isFinite(wait) ? setTimeout(() => done(), Math.max(1, Math.ceil(wait))) : undefined
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        this.#wake = () => {}
        resolve()
      }
      this.#wake = done
      signal.addEventListener('abort', done)
    })
  }
}
