/** Lets at most `size` pieces of work run at once; the rest queue. `size` below 1 is no limit. */
export class Limit {
  #free: number
  readonly #queue: (() => void)[] = []

  constructor(size: number) {
    this.#free = size < 1 ? Number.POSITIVE_INFINITY : size
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((go) => this.#queue.push(go))
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next) next()
      else this.#free++
    }
  }
}
