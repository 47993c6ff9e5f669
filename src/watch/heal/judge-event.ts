import type { EngineEvent } from './engine-event.ts'

/** What an event of a container means for whoever keeps things as they should be. */
export type Verdict =
  /** It runs. */
  | { readonly kind: 'began' }
  /** It is not as it was left: to be put back. */
  | { readonly kind: 'disturbed' }
  /** It has ended by itself, well: nothing to do. */
  | { readonly kind: 'completed' }
  | { readonly kind: 'crashed'; readonly exitCode: number }
  | { readonly kind: 'unhealthy' }

const DISTURBING: ReadonlySet<string> = new Set(['destroy', 'stop', 'pause', 'rename', 'update'])

/** Judges events one after the other: whether an end was asked for is known from the event before. */
export class EventJudge {
  readonly #killed = new Set<string>()

  judge({ type, action, id, exitCode }: EngineEvent): Verdict | undefined {
    if (type === 'network') return action === 'disconnect' ? { kind: 'disturbed' } : undefined
    if (type !== 'container') return undefined
    if (action === 'health_status: unhealthy') return { kind: 'unhealthy' }
    if (DISTURBING.has(action)) return { kind: 'disturbed' }
    if (action === 'kill') {
      this.#killed.add(id)
      return undefined
    }
    if (action === 'start') {
      this.#killed.delete(id)
      return { kind: 'began' }
    }
    if (action !== 'die') return undefined
    if (this.#killed.delete(id)) return { kind: 'disturbed' }
    return exitCode === 0 ? { kind: 'completed' } : { kind: 'crashed', exitCode }
  }
}
