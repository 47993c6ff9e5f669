/** For how long each kind of work (`create`, `start`, `wait`) was going on, on however many things at once. */
export class Phases {
  readonly #now: () => number
  readonly #phases = new Map<string, { readonly busy: Set<string>; since: number; total: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Work of a kind begins on something. */
  begin(verb: string, name: string): void {
    const phase = this.#phases.get(verb) ?? { busy: new Set(), since: 0, total: 0 }
    this.#phases.set(verb, phase)
    if (phase.busy.size === 0) phase.since = this.#now()
    phase.busy.add(name)
  }

  end(verb: string, name: string): void {
    const phase = this.#phases.get(verb)
    if (!phase?.busy.delete(name) || phase.busy.size > 0) return
    phase.total += this.#now() - phase.since
  }

  /** Kinds of work in the order in which they first began, each with its milliseconds. */
  list(): [verb: string, milliseconds: number][] {
    return [...this.#phases].map(([verb, { busy, since, total }]) => [
      verb,
      total + (busy.size > 0 ? this.#now() - since : 0),
    ])
  }
}
