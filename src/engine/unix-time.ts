/**
 * A point in time as the engine's `since` and `until` want it: Unix seconds with a fraction. RFC 3339 is turned
 * into that without losing nanoseconds; what is no RFC 3339 stays as it is.
 */
export function unixTime(time: string): string {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time)
  if (!parts) return time
  const [, seconds, fraction, zone] = parts
  const whole = Date.parse(`${seconds}${zone}`) / 1000
  return fraction ? `${whole}.${fraction.padEnd(9, '0')}` : String(whole)
}
