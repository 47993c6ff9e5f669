import type { Engine } from '../engine/engine.ts'
import { Failed, type Failure, failure } from '../model/failure.ts'
import { lastLogs } from './last-lines.ts'

/** A container that is waited for, by one step. */
interface Waited {
  readonly id: string
  readonly name: string
  readonly service: string
}

/**
 * The waits of a run, and how long they may take: time counts while nothing but waiting is done, and anew after each
 * step between. So each stage of dependencies has the whole time, as in Docker Compose.
 */
export class Waits {
  readonly #seconds: number | undefined
  readonly #onTimeout: () => void
  readonly #waiting = new Set<Waited>()
  #timer: NodeJS.Timeout | undefined
  #working = 0
  #missing: readonly Waited[] | undefined

  /** `seconds` undefined is no limit; `onTimeout` is called once when they are over. */
  constructor(seconds: number | undefined, onTimeout: () => void) {
    this.#seconds = seconds
    this.#onTimeout = onTimeout
  }

  /** Waits for a container by `work`, within the time there is. */
  async during<T>(waited: Waited, work: () => Promise<T>): Promise<T> {
    this.#waiting.add(waited)
    this.#wind()
    try {
      return await work()
    } finally {
      this.#waiting.delete(waited)
      this.#wind()
    }
  }

  /** Does something that is no waiting: its time does not count. */
  async working<T>(work: () => Promise<T>): Promise<T> {
    this.#working++
    this.#wind()
    try {
      return await work()
    } finally {
      this.#working--
      this.#wind()
    }
  }

  /** Stops the clock. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** What was still waited for when the time was over, as it is now; undefined if it was not. */
  async timedOut(engine: Engine): Promise<Failure | undefined> {
    if (!this.#missing) return undefined
    const byContainer = new Map(this.#missing.map((waited) => [waited.id, waited]))
    const pending = await Promise.all([...byContainer.values()].map((waited) => look(engine, waited)))
    return failure('wait-timeout', { seconds: this.#seconds ?? 0, pending })
  }

  /** The clock goes where there is only waiting, and is set back where there is not. */
  #wind(): void {
    if (this.#seconds !== undefined && !this.#missing && this.#working === 0 && this.#waiting.size > 0)
      this.#timer ??= setTimeout(() => this.#expire(), this.#seconds * 1000)
    else this.end()
  }

  #expire(): void {
    this.#missing = [...this.#waiting]
    this.#onTimeout()
  }
}

async function look(engine: Engine, { id, name: container, service }: Waited) {
  try {
    const { state, health, healthLog, tty } = await engine.inspectContainer(id)
    const output = healthLog.at(-1)?.output.trimEnd().split('\n') ?? []
    const logs = await lastLogs(engine, id, tty)
    return { service, container, state: health === 'none' ? state : health, output, logs }
  } catch (error) {
    if (error instanceof Failed) return { service, container, state: 'gone', output: [], logs: [] }
    throw error
  }
}
