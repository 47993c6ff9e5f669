/** Aborts its signal after so many seconds, where given, or after those it is shortened to. */
export class Limit {
  readonly #over = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #hasEnded = false
  /** How long a call had. */
  seconds = 0

  constructor(seconds: number | undefined) {
    if (seconds !== undefined) this.shorten(seconds)
  }

  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** From now on there are so many seconds left. */
  shorten(seconds: number): void {
    if (this.#hasEnded) return
    clearTimeout(this.#timer)
    this.seconds = seconds
    this.#timer = setTimeout(() => this.#over.abort(), seconds * 1000)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#hasEnded = true
  }
}

/** Calls `listener` when the signal is aborted from now on; the returned function takes that back. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  signal?.addEventListener('abort', listener, { once: true })
  return () => signal?.removeEventListener('abort', listener)
}
