import { compareText } from '../compare-text.ts'
import { LineSplitter } from './line-splitter.ts'
import type { OutputChunk } from './output.ts'
import { timestampOf } from './timestamps.ts'

/** A container's logs, asked for with time stamps. */
export interface LogSource {
  readonly name: string
  readonly chunks: AsyncIterable<OutputChunk>
}

/** A line of a container, its time stamp still before it. */
export interface LogLine {
  readonly name: string
  readonly stream: OutputChunk['stream']
  readonly line: Buffer
}

/**
 * Puts the lines of several containers into the order of their times and hands each to `take`, whose promise,
 * if any, is waited for. A container's own lines keep their order, whatever their times say.
 */
export async function mergeByTime(
  sources: readonly LogSource[],
  take: (line: LogLine) => Promise<void> | undefined,
): Promise<void> {
  const heads: Head[] = []
  for (const source of sources) {
    const head = new Head(source)
    if (await head.fill()) heads.push(head)
  }
  heads.sort((a, b) => compareText(a.time, b.time))
  while (true) {
    const [head] = heads
    if (!head) return
    const waiting = take(head.current)
    if (waiting) await waiting
    if (head.advance() || (await head.fill())) settle(heads)
    else heads.shift()
  }
}

/** Where a container's logs have been read to. */
class Head {
  readonly #name: string
  readonly #chunks: AsyncIterator<OutputChunk>
  readonly #splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
  #lines: LogLine[] = []
  #next = 0
  #hasEnded = false
  /** Time of the current line; a line without one has that of the line before. */
  time = ''

  constructor({ name, chunks }: LogSource) {
    this.#name = name
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  get current(): LogLine {
    return this.#lines[this.#next] as LogLine
  }

  /** Goes to the next line that has been read; false when there is none. */
  advance(): boolean {
    this.#next++
    return this.#arrive()
  }

  /** Reads until there is a line; false at the end. */
  async fill(): Promise<boolean> {
    while (!this.#hasEnded) {
      const { value, done } = await this.#chunks.next()
      this.#hasEnded = done === true
      this.#next = 0
      this.#lines = done
        ? this.#rest()
        : this.#named(value.stream, this.#splitters[value.stream].push(value.bytes))
      if (this.#arrive()) return true
    }
    return false
  }

  #rest(): LogLine[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) =>
      this.#named(stream, this.#splitters[stream].end()),
    )
  }

  #named(stream: OutputChunk['stream'], lines: readonly Buffer[]): LogLine[] {
    return lines.map((line) => ({ name: this.#name, stream, line }))
  }

  #arrive(): boolean {
    const next = this.#lines[this.#next]
    if (!next) return false
    const time = timestampOf(next.line)
    if (time !== undefined && time > this.time) this.time = time
    return true
  }
}

/** Moves the first head back to its place; most often it stays, as containers speak in bursts. */
function settle(heads: Head[]): void {
  for (let i = 0; i + 1 < heads.length; i++) {
    const [a, b] = [heads[i] as Head, heads[i + 1] as Head]
    if (a.time <= b.time) return
    heads[i] = b
    heads[i + 1] = a
  }
}
