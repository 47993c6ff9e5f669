/** Units in nanoseconds; days and weeks are Compose's addition to Go's. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
  d: 86400e9,
  w: 604800e9,
}

const PART = /(\d+\.?\d*|\.\d+)([^\d.]+)/uy
/** Go keeps durations in 63 bits. */
const LIMIT = 2 ** 63

/** Nanoseconds of a text like `1m30s`, `1.5h` or `2w`; nothing when it is no duration. */
export function readDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1
  const rest = text.replace(/^[-+]/, '')
  if (rest === '0') return 0
  if (rest === '') return undefined
  let total = 0
  PART.lastIndex = 0
  while (PART.lastIndex < rest.length) {
    const [, digits, unit = ''] = PART.exec(rest) ?? []
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined
    if (digits === undefined || size === undefined) return undefined
    total += nanoseconds(digits, size)
  }
  return total < LIMIT ? sign * total || 0 : undefined
}

/** Whole units exactly, the fraction cut to whole nanoseconds, as Go does it. */
function nanoseconds(digits: string, unit: number): number {
  const [whole = '', fraction = ''] = digits.split('.')
  return Number(whole) * unit + Math.floor(Number(`0.${fraction || '0'}`) * unit)
}

/** A duration in nanoseconds as Go prints it: `1m30s`, `1.5ms`, `0s`. */
export function formatDuration(duration: number): string {
  const sign = duration < 0 ? '-' : ''
  const value = Math.abs(duration)
  if (value === 0) return '0s'
  if (value < 1e3) return `${sign}${value}ns`
  if (value < 1e6) return `${sign}${value / 1e3}µs`
  if (value < 1e9) return `${sign}${value / 1e6}ms`
  return `${sign}${hoursMinutesSeconds(value)}`
}

function hoursMinutesSeconds(value: number): string {
  const minutes = Math.floor(value / 60e9)
  const seconds = `${formatSeconds(value - minutes * 60e9)}s`
  if (minutes === 0) return seconds
  const hours = Math.floor(minutes / 60)
  const tail = `${minutes % 60}m${seconds}`
  return hours === 0 ? tail : `${hours}h${tail}`
}

function formatSeconds(value: number): string {
  const fraction = String(value % 1e9)
    .padStart(9, '0')
    .replace(/0+$/, '')
  const whole = Math.floor(value / 1e9)
  return fraction === '' ? String(whole) : `${whole}.${fraction}`
}
