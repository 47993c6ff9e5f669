/** The engine cuts lines after so many bytes and puts a time before each piece. */
const PIECE = 16 * 1024

/** Where the marks of `2026-11-23T18:40:33` stand, and which they are. Bytes, for speed. */
const MARKS = [
  [4, 0x2d],
  [7, 0x2d],
  [10, 0x54],
  [13, 0x3a],
  [16, 0x3a],
] as const
const SECONDS_END = 19
/** What may follow the seconds: Docker has nine digits and Z, Podman fewer, none at all, or an offset. */
const FRACTION_AND_ZONE = /^(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)(?= |$)/
const LONGEST = '2026-11-23T18:40:33.944250018+01:00 '.length
/** Characters of the form that sorts by time: `2026-11-23T18:40:33.944250018Z`. */
const DOCKER_LENGTH = 30

/** How many characters of a line are the engine's time stamp; 0 when it has none. */
function stampLength(line: Buffer): number {
  for (const [at, mark] of MARKS) if (line[at] !== mark) return 0
  if (line[DOCKER_LENGTH - 1] === 0x5a && line[SECONDS_END] === 0x2e) return DOCKER_LENGTH
  const found = FRACTION_AND_ZONE.exec(line.toString('latin1', SECONDS_END, LONGEST))
  return found ? SECONDS_END + found[0].length : 0
}

/** The time a line begins with, as text that sorts by time; undefined when there is none. */
export function timestampOf(line: Buffer): string | undefined {
  const length = stampLength(line)
  if (length === 0) return undefined
  const text = line.toString('latin1', 0, length)
  return length === DOCKER_LENGTH && text.endsWith('Z') ? text : sortable(text)
}

/** A time in UTC with nine digits of a second; undefined where there is no such time. */
function sortable(text: string): string | undefined {
  const [, fraction = '', zone = ''] = FRACTION_AND_ZONE.exec(text.slice(SECONDS_END)) ?? []
  const seconds = Date.parse(text.slice(0, SECONDS_END) + zone)
  if (Number.isNaN(seconds)) return undefined
  return `${new Date(seconds).toISOString().slice(0, SECONDS_END)}.${fraction.padEnd(9, '0')}Z`
}

/** The line without its time, and without those before the pieces of a long line. */
export function withoutTimestamps(line: Buffer): Buffer {
  const length = stampLength(line)
  if (length === 0) return line
  const content = line.subarray(length + 1)
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
