/** A piece of a container's output; the engine's own type has the same shape. */
export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr'
  readonly bytes: Buffer
}

/** Collects lines for a stream and writes them in one go; tells when to wait for a slow reader. */
export class Output {
  readonly #stream: NodeJS.WritableStream
  #parts: Buffer[] = []
  #size = 0
  #drained: Promise<void> | undefined

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream
  }

  /** Bytes that wait for `flush`. */
  get size(): number {
    return this.#size
  }

  add(...parts: readonly Buffer[]): void {
    for (const part of parts) {
      this.#parts.push(part)
      this.#size += part.length
    }
  }

  /** Writes what was added. The promise, if there is one, resolves once the reader has room again. */
  flush(): Promise<void> | undefined {
    if (this.#size === 0) return this.#drained
    const bytes = Buffer.concat(this.#parts, this.#size)
    this.#parts = []
    this.#size = 0
    if (!this.#stream.write(bytes)) this.#drained ??= this.#untilRoom()
    return this.#drained
  }

  /** A reader that has gone makes no room any more, but must not keep us waiting either. */
  async #untilRoom(): Promise<void> {
    await new Promise<void>((resolve) => {
      const events = ['drain', 'close', 'error'] as const
      const done = () => {
        for (const event of events) this.#stream.off(event, done)
        resolve()
      }
      for (const event of events) this.#stream.on(event, done)
    })
    this.#drained = undefined
  }
}
