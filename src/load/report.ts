import type { Failure } from '../model/failure.ts'
import { Failed } from '../model/failure.ts'
import type { Via } from '../model/tree.ts'
import { chainOf } from '../model/where.ts'

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

/** What adds to a report. */
export type Reporter = Pick<Report, 'add'>

/** Adds to a report failures of a file that got here by `via`, which is shown with each. */
export function reportVia(report: Reporter, via: Via | undefined): Reporter {
  const chain = chainOf(via)
  if (chain.length === 0) return report
  return {
    add(failure) {
      const known = new Set(failure.related?.map(({ at }) => at))
      const related = [...(failure.related ?? []), ...chain.filter(({ at }) => !known.has(at))]
      report.add({ ...failure, related })
    },
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
