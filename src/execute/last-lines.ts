import type { Engine, LogChunk } from '../engine/engine.ts'
import { Failed } from '../model/failure.ts'

/** The last lines of a stream, both outputs together. */
export async function collectTail(output: AsyncIterable<LogChunk>, lines: number): Promise<string[]> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const { bytes } of output) {
    chunks.push(bytes)
    size += bytes.length
    // Enough for any lines worth showing; a chatty process must not fill the memory.
    while (size > 256 * 1024 && chunks.length > 1) size -= chunks.shift()?.length ?? 0
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .filter((line) => line !== '')
}

/** The last lines a container printed; none when they cannot be had. */
export async function lastLogs(
  engine: Engine,
  container: string,
  tty: boolean,
  lines = 10,
): Promise<string[]> {
  try {
    return await collectTail(engine.logs(container, { tail: String(lines), tty }), lines)
  } catch (error) {
    if (error instanceof Failed) return []
    throw error
  }
}
