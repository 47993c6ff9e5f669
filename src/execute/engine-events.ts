import type { Engine, EngineEvent } from '../engine/engine.ts'
import { labels } from '../model/labels.ts'

type Listener = (event: EngineEvent) => void

/**
 * One subscription to the engine's events for all waits of a run, opened with the first of them. A lost
 * connection ends every wait with its failure.
 */
export class EngineEvents {
  readonly #engine: Engine
  readonly #project: string
  readonly #signal: AbortSignal
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #broken: ((error: unknown) => void)[] = []
  #ready: Promise<void> | undefined

  constructor(engine: Engine, project: string, signal: AbortSignal) {
    this.#engine = engine
    this.#project = project
    this.#signal = signal
  }

  /**
   * Calls `check` at once and after each event of a container, until it gives a value. Rejects when the
   * run is aborted or the engine goes away.
   */
  async until<T>(container: string, check: () => Promise<T | undefined>): Promise<T> {
    this.#ready ??= this.#subscribe()
    await this.#ready
    return await new Promise<T>((resolve, reject) => {
      let again = false
      let busy = false
      const listeners = this.#listeners.get(container) ?? new Set<Listener>()
      const end = (): void => {
        listeners.delete(look)
        this.#signal.removeEventListener('abort', onAbort)
      }
      const onAbort = (): void => {
        end()
        reject(this.#signal.reason)
      }
      const fail = (error: unknown): void => {
        end()
        reject(error)
      }
      const look = (): void => {
        again = true
        if (busy) return
        busy = true
        void (async () => {
          while (again) {
            again = false
            const value = await check()
            if (value !== undefined) {
              end()
              resolve(value)
              return
            }
          }
          busy = false
        })().catch(fail)
      }
      if (this.#signal.aborted) return onAbort()
      this.#listeners.set(container, listeners)
      this.#broken.push(fail)
      this.#signal.addEventListener('abort', onAbort)
      listeners.add(look)
      look()
    })
  }

  async #subscribe(): Promise<void> {
    const events = await this.#engine.events({
      labels: [`${labels.project}=${this.#project}`],
      signal: this.#signal,
    })
    void this.#pump(events)
  }

  async #pump(events: AsyncIterable<EngineEvent>): Promise<void> {
    try {
      for await (const event of events) {
        // Each health check is an exec; what comes of it is an event of its own.
        if (event.action.startsWith('exec_')) continue
        for (const listener of this.#listeners.get(event.id) ?? []) listener(event)
      }
    } catch (error) {
      if (!this.#signal.aborted) for (const fail of this.#broken) fail(error)
    }
  }
}
