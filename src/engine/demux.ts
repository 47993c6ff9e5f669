import { BadAnswer } from './bad-answer.ts'
import type { LogChunk } from './engine.ts'

const HEADER = 8
/** Where the unused bytes of a header end. */
const UNUSED_END = 4
const STDERR = 2
/** The engine's own errors; they are shown as the standard error of the container. */
const LAST_STREAM = 3

/**
 * Takes the engine's multiplexed output apart: frames of one byte stream number (0 stdin, 1 stdout, 2 stderr),
 * three unused bytes, four bytes length and the payload. Neighbouring payloads of one stream that arrive
 * together leave as one chunk, so chunks are not lines; order is kept.
 */
export async function* demux(source: AsyncIterable<Buffer>): AsyncGenerator<LogChunk> {
  const header = Buffer.alloc(HEADER)
  let headerFilled = 0
  let payloadLeft = 0
  for await (const chunk of source) {
    const gathered = new Gatherer()
    let at = 0
    while (at < chunk.length) {
      if (payloadLeft > 0) {
        const end = Math.min(chunk.length, at + payloadLeft)
        gathered.add((header[0] as number) >= STDERR ? 'stderr' : 'stdout', chunk.subarray(at, end))
        payloadLeft -= end - at
        at = end
        continue
      }
      const taken = chunk.copy(header, headerFilled, at, at + HEADER - headerFilled)
      headerFilled += taken
      at += taken
      if (!isBeginning(header.subarray(0, Math.min(headerFilled, UNUSED_END)))) throw new BadAnswer('frame')
      if (headerFilled < HEADER) break
      headerFilled = 0
      payloadLeft = header.readUInt32BE(4)
    }
    yield* gathered.chunks()
  }
}

/** Whether a frame can begin so: with the number of a stream, then bytes that are not used. */
function isBeginning([stream = 0, ...unused]: Buffer): boolean {
  return stream <= LAST_STREAM && unused.every((byte) => byte === 0)
}

/** Marks all output of a terminal as stdout: there is only one stream. */
export async function* asStdout(source: AsyncIterable<Buffer>): AsyncGenerator<LogChunk> {
  for await (const bytes of source) yield { stream: 'stdout', bytes }
}

class Gatherer {
  readonly #runs: { stream: LogChunk['stream']; parts: Buffer[] }[] = []

  add(stream: LogChunk['stream'], part: Buffer): void {
    const last = this.#runs.at(-1)
    if (last?.stream === stream) last.parts.push(part)
    else this.#runs.push({ stream, parts: [part] })
  }

  *chunks(): Generator<LogChunk> {
    for (const { stream, parts } of this.#runs) {
      yield { stream, bytes: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts) }
    }
  }
}
