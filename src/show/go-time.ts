/** A time as Go prints it: `2026-11-23 18:25:33 +0000 UTC`, in a time zone (that of the process by default). */
export function goTime(unixSeconds: number, timeZone?: string): string {
  const date = new Date(unixSeconds * 1000)
  const zone = timeZone ? { timeZone } : {}
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(date)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '').replace(':', '') || '+0000'
  const day = `${part('year')}-${part('month')}-${part('day')}`
  return `${day} ${part('hour')}:${part('minute')}:${part('second')} ${offset} ${zoneName(date, zone, offset)}`
}

/** The zone's abbreviation; like Go, the offset where it has none. Each English knows those of its countries. */
function zoneName(date: Date, zone: { timeZone?: string }, offset: string): string {
  for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ']) {
    const parts = new Intl.DateTimeFormat(locale, { ...zone, timeZoneName: 'short' }).formatToParts(date)
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
    if (/^[A-Z]{2,5}$/.test(name)) return name
  }
  return offset.endsWith('00') ? offset.slice(0, 3) : offset
}
