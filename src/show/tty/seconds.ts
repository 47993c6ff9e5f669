/** The time between two moments in milliseconds, in seconds with one decimal: `3.2s`. */
export function secondsSince(then: number, now: number): string {
  return `${(Math.max(0, now - then) / 1000).toFixed(1)}s`
}
