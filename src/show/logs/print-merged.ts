import type { LogSink } from './log-sink.ts'
import { type LogSource, mergeByTime } from './merge.ts'
import { readAhead } from './read-ahead.ts'
import { withoutTimestamps } from './timestamps.ts'

/** Bytes that are written at once. */
const BATCH = 64 * 1024
/** Bytes of each container that may wait for their turn. */
const AHEAD = 128 * 1024

/** Prints the logs of several containers in the order of their times, which are shown only if asked for. */
export async function printMerged(
  sources: readonly LogSource[],
  printer: LogSink,
  { timestamps }: { readonly timestamps: boolean },
): Promise<void> {
  const read = sources.map(({ name, chunks }) => ({ name, chunks: readAhead(chunks, AHEAD) }))
  await mergeByTime(read, ({ name, stream, line }) => {
    printer.add(name, stream, timestamps ? line : withoutTimestamps(line))
    return printer.pending >= BATCH ? printer.flush() : undefined
  })
  await printer.flush()
}
