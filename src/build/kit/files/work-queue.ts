/** Items worked on a few at a time, in the order they were added. */
export interface WorkQueue<T> {
  add(item: T): void
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>
  /** Rejects with the first error that an item threw; never resolves. */
  readonly failure: Promise<never>
}

/** Makes a queue that works on at most `limit` items at once and stops at the first error. */
export function createWorkQueue<T>(limit: number, work: (item: T) => Promise<void>): WorkQueue<T> {
  const waiting: T[] = []
  const running = new Set<Promise<void>>()
  let next = 0
  let stopped = false
  let fail: (error: unknown) => void
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Whoever needs it awaits it; that nobody does must not end the process.
  failure.catch(() => undefined)
  const start = (): void => {
    while (!stopped && running.size < limit && next < waiting.length) {
      const job: Promise<void> = work(waiting[next++] as T)
        .catch((error: unknown) => {
          stopped = true
          fail(error)
        })
        .finally(() => {
          running.delete(job)
          start()
        })
      running.add(job)
    }
  }
  return {
    failure,
    add(item) {
      waiting.push(item)
      start()
    },
    async idle() {
      while (running.size > 0) await Promise.race(running)
    },
  }
}
