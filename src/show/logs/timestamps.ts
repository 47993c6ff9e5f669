/** Characters of the engine's time stamps: `2026-11-23T18:40:33.944250018Z`. */
const LENGTH = 30
/** The engine cuts lines after so many bytes and puts a time before each piece. */
const PIECE = 16 * 1024

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/

/** The time a line begins with, as text that sorts by time; undefined when there is none. */
export function timestampOf(line: Buffer): string | undefined {
  const stamp = line.toString('latin1', 0, LENGTH)
  return STAMP.test(stamp) ? stamp : undefined
}

/** The line without its time, and without those before the pieces of a long line. */
export function withoutTimestamps(line: Buffer): Buffer {
  if (timestampOf(line) === undefined) return line
  const content = line.subarray(LENGTH + 1)
  if (content.length <= PIECE) return content
  return Buffer.concat([content.subarray(0, PIECE), withoutTimestamps(content.subarray(PIECE))])
}

/** Local time as `up --timestamps` prints it: nine digits of a second and the offset. */
export function localTimestamp(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
  return `${local}000000${offset === 0 ? 'Z' : zone(offset)}`
}

function zone(minutes: number): string {
  const two = (n: number) => `${Math.floor(n)}`.padStart(2, '0')
  const distance = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(distance / 60)}:${two(distance % 60)}`
}
