import type { Failure } from '../model/failure.ts'
import { Failed } from '../model/failure.ts'

/**
 * Gathers what is wrong while loading goes on, so that a user sees all of it at once. The same failure at
 * the same place counts once, although several files or services may lead to it.
 */
export class Report {
  readonly warnings: Failure[] = []
  readonly #failures: Failure[] = []
  readonly #seen = new Set<string>()

  /** Adds an error or a warning. */
  add(failure: Failure): void {
    const identity = identify(failure)
    if (this.#seen.has(identity)) return
    this.#seen.add(identity)
    const list = failure.severity === 'error' ? this.#failures : this.warnings
    list.push(failure)
  }

  /** Everything, warnings first: an unset variable may be the cause of an error. */
  get all(): readonly Failure[] {
    return [...this.warnings, ...this.#failures]
  }

  /** How many errors there are so far. */
  get errors(): number {
    return this.#failures.length
  }

  /** Leaves the stage with everything when there are errors. */
  throwIfFailed(): void {
    if (this.#failures.length > 0) throw new Failed(this.all)
  }
}

function identify({ code, at, data }: Failure): string {
  const place = at ? `${at.source.path}:${at.start}` : ''
  return `${code} ${place} ${JSON.stringify(data, at && withoutPath)}`
}

/** One wrong line may be used by several services, by way of an anchor or `extends`. */
function withoutPath(key: string, value: unknown): unknown {
  return key === 'path' || key === 'service' ? undefined : value
}
