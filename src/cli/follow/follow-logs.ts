import type { Engine } from '../../engine/engine.ts'
import { isNotFound } from '../../engine/failures.ts'
import type { LogSink } from '../../show/logs/log-sink.ts'

/** Which part of a container's logs, and in which form. */
export interface LogRange {
  readonly tail?: string
  readonly since?: string
  readonly until?: string
  readonly timestamps: boolean
}

/** Prints containers' logs as they are written; each run of a container once, whoever asks for it again. */
export class LogFollower {
  readonly #engine: Engine
  readonly #printer: LogSink
  readonly #signal: AbortSignal
  /** When the run began that was followed last, by container. */
  readonly #runs = new Map<string, string>()
  readonly #following = new Set<Promise<void>>()
  /** What of a container is followed now, by container. */
  readonly #last = new Map<string, Promise<void>>()

  constructor(engine: Engine, printer: LogSink, signal: AbortSignal) {
    this.#engine = engine
    this.#printer = printer
    this.#signal = signal
  }

  /** Prints a container's logs and what it goes on to print. */
  follow(container: NamedContainer, range: LogRange): void {
    this.#add(container, this.#follow(container, range, false))
  }

  /** The same, but only of the run that has just begun. */
  followRun(container: NamedContainer, range: LogRange): void {
    this.#add(container, this.#follow(container, range, true))
  }

  /** Resolves once everything followed has ended. */
  async done(): Promise<void> {
    while (this.#following.size > 0) await Promise.all(this.#following)
    await this.#printer.end()
  }

  /** Resolves once all is printed that a container had to say when this was asked. */
  async ended(id: string): Promise<void> {
    await this.#last.get(id)?.catch(() => {})
  }

  #add({ id }: NamedContainer, run: Promise<void>): void {
    const tracked: Promise<void> = run.finally(() => this.#following.delete(tracked))
    // Kept until `done` is asked for, where it is thrown.
    tracked.catch(() => {})
    this.#following.add(tracked)
    const before = this.#last.get(id)
    const both = before ? before.then(() => tracked) : tracked
    both.catch(() => {})
    this.#last.set(id, both)
  }

  async #follow({ id, name }: NamedContainer, range: LogRange, thisRun: boolean): Promise<void> {
    try {
      const { startedAt, tty } = await this.#engine.inspectContainer(id)
      if (this.#runs.get(id) === startedAt) return
      this.#runs.set(id, startedAt)
      const chunks = this.#engine.logs(id, {
        ...range,
        follow: true,
        tty,
        signal: this.#signal,
        ...(thisRun && { since: startedAt }),
      })
      for await (const chunk of chunks) await this.#printer.write(name, chunk)
    } catch (error) {
      if (!isNotFound(error) && !this.#signal.aborted) throw error
    }
  }
}

/** A container and what its lines begin with. */
export interface NamedContainer {
  readonly id: string
  readonly name: string
}
