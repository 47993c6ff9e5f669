const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes as Docker prints them: decimal units, `precision` significant digits (`1.98MB`). */
export function humanSize(bytes: number, precision = 4): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < SIZE_UNITS.length - 1) {
    size /= 1000
    unit++
  }
  return `${significant(size, precision)}${SIZE_UNITS[unit]}`
}

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** Bytes in units of 1024, 4 significant digits (`23.54GiB`). */
export function binarySize(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < BINARY_UNITS.length - 1) {
    size /= 1024
    unit++
  }
  return `${significant(size, 4)}${BINARY_UNITS[unit]}`
}

/** Go's `%.Ng`: that many significant digits, without trailing zeros. */
function significant(value: number, digits: number): string {
  return `${Number(value.toPrecision(digits))}`
}

/** Seconds in the words Docker uses: `Less than a second`, `About a minute`, `3 weeks`. */
export function humanDuration(seconds: number): string {
  const whole = Math.trunc(seconds)
  if (whole < 1) return 'Less than a second'
  if (whole === 1) return '1 second'
  if (whole < 60) return `${whole} seconds`
  const minutes = Math.trunc(seconds / 60)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  return humanHours(seconds / 3600)
}

const DAY = 24
const WEEK = 7 * DAY
const MONTH = 30 * DAY
const YEAR = 365 * DAY

/** Docker rounds hours, then cuts off what is smaller than the unit it has chosen. */
function humanHours(exact: number): string {
  const hours = Math.trunc(exact + 0.5)
  if (hours === 1) return 'About an hour'
  if (hours < 2 * DAY) return `${hours} hours`
  if (hours < 2 * WEEK) return `${Math.trunc(hours / DAY)} days`
  if (hours < 2 * MONTH) return `${Math.trunc(hours / WEEK)} weeks`
  if (hours < 2 * YEAR) return `${Math.trunc(hours / MONTH)} months`
  return `${Math.trunc(exact / YEAR)} years`
}
