/** How often something failed in a row, and when it is to be tried again. */
export interface Setback {
  readonly count: number
  /** Milliseconds to wait. */
  readonly waitMs: number
  /** Whether the user is to be told: at the third time, and whenever the count has doubled since. */
  readonly isWorthTelling: boolean
}

const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
/** What has run this long has not failed at once. */
const LASTED = 30_000
const TOLD_FROM = 3

/** Counts what fails by name, and lets more and more time pass before the next attempt. */
export class Backoff {
  readonly #counts = new Map<string, number>()
  readonly #begun = new Map<string, number>()

  /** It runs since `at`, in milliseconds. */
  began(name: string, at: number): void {
    this.#begun.set(name, at)
  }

  failed(name: string, at: number): Setback {
    const lasted = at - (this.#begun.get(name) ?? at) >= LASTED
    const count = lasted ? 1 : (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return {
      count,
      waitMs: Math.min(FIRST_WAIT * 2 ** (count - 1), LONGEST_WAIT),
      isWorthTelling: Number.isInteger(Math.log2(count / TOLD_FROM)),
    }
  }
}
