/** Characters of the engine's time stamps: `2026-11-23T18:40:33.944250018Z`. */
const LENGTH = 30
/** The engine cuts lines after so many bytes and puts a time before each piece. */
const PIECE = 16 * 1024

/** Where the marks of `2026-11-23T18:40:33.944250018Z` stand, and which they are. Bytes, for speed. */
const MARKS = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x54],
  [13, 0x3a],
  [16, 0x3a],
  [19, 0x2e],
  [29, 0x5a],
] as const

function isStamped(line: Buffer): boolean {
  for (const [at, mark] of MARKS) if (line[at] !== mark) return false
  return true
}

/** The time a line begins with, as text that sorts by time; undefined when there is none. */
export function timestampOf(line: Buffer): string | undefined {
  return isStamped(line) ? line.toString('latin1', 0, LENGTH) : undefined
}

/** The line without its time, and without those before the pieces of a long line. */
export function withoutTimestamps(line: Buffer): Buffer {
  if (!isStamped(line)) return line
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
