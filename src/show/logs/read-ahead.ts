import type { OutputChunk } from './output.ts'

/**
 * The same output, read before it is asked for: so that the engine works on all containers at once although
 * we take now from this one and now from that. At most about `limit` bytes wait; pieces that have come
 * meanwhile are put together.
 */
export async function* readAhead(
  source: AsyncIterable<OutputChunk>,
  limit: number,
): AsyncGenerator<OutputChunk> {
  const reader = new Reader(source, limit)
  try {
    for (let chunk = await reader.next(); chunk; chunk = await reader.next()) yield chunk
  } finally {
    reader.stop()
  }
}

class Reader {
  readonly #limit: number
  #waiting: OutputChunk[] = []
  #bytes = 0
  #ended = false
  #stopped = false
  #error: unknown
  /** Tells the side that waits, the one for bytes or the one for room. */
  #wake = () => {}

  constructor(source: AsyncIterable<OutputChunk>, limit: number) {
    this.#limit = limit
    void this.#read(source)
  }

  /** What has come since the last call, as far as it is of one stream; undefined at the end. */
  async next(): Promise<OutputChunk | undefined> {
    while (this.#waiting.length === 0 && !this.#ended) await this.#woken()
    const [first] = this.#waiting
    if (!first) {
      if (this.#error) throw this.#error
      return undefined
    }
    const other = this.#waiting.findIndex(({ stream }) => stream !== first.stream)
    const taken = this.#waiting.splice(0, other < 0 ? this.#waiting.length : other)
    const bytes = taken.length === 1 ? first.bytes : Buffer.concat(taken.map((chunk) => chunk.bytes))
    this.#bytes -= bytes.length
    this.#wake()
    return { stream: first.stream, bytes }
  }

  stop(): void {
    this.#stopped = true
    this.#wake()
  }

  async #read(source: AsyncIterable<OutputChunk>): Promise<void> {
    try {
      for await (const chunk of source) {
        this.#waiting.push(chunk)
        this.#bytes += chunk.bytes.length
        this.#wake()
        while (this.#bytes > this.#limit && !this.#stopped) await this.#woken()
        if (this.#stopped) break
      }
    } catch (error) {
      this.#error = error
    }
    this.#ended = true
    this.#wake()
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
