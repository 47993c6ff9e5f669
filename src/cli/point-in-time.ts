import { readDuration } from '../attributes/values/duration.ts'
import { Failed, failure } from '../model/failure.ts'

const LOCAL_DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/
const ZONED_DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)$/
const UNIX = /^-?\d+(?:\.\d+)?$/

/**
 * A point in time as users give it to `--since` and `--until`, as the engine takes it: a time ago (`10m`)
 * and a date without zone, which is local, become Unix seconds. `now` is in milliseconds since the epoch.
 */
export function readPointInTime(flag: string, value: string, now: number): string {
  if (UNIX.test(value)) return value
  if (LOCAL_DATE.test(value)) {
    // Without a time of day, a date would be read as UTC.
    return seconds(Date.parse(value.includes('T') ? value : `${value}T00:00:00`))
  }
  if (ZONED_DATE.test(value)) return /T\d\d:\d\d:\d\d/.test(value) ? value : seconds(Date.parse(value))
  const ago = readDuration(value)
  if (ago !== undefined) return seconds(now - ago / 1e6)
  throw new Failed(failure('flag-value-invalid', { flag, value, expected: 'point-in-time' }))
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}

/** `--since` and `--until` as the engine takes them; what was not given is left out. */
export function readTimeRange(
  { since, until }: { readonly since: string | undefined; readonly until: string | undefined },
  now: number,
): { readonly since?: string; readonly until?: string } {
  return {
    ...(since && { since: readPointInTime('--since', since, now) }),
    ...(until && { until: readPointInTime('--until', until, now) }),
  }
}
