/** `1 container`, `2 containers`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

/** More names than these are counted. */
const LISTED = 20

/** `a`, `a and b`, `a, b and c`; each in double quotes. Of many the first ones, and how many there are besides. */
export function quotedList(names: readonly string[]): string {
  if (names.length > LISTED + 1) {
    const shown = names.slice(0, LISTED).map((name) => `"${name}"`)
    return `${shown.join(', ')} and ${names.length - LISTED} more`
  }
  const quoted = names.map((name) => `"${name}"`)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}

/** Seconds as `45s`, `1m 5s`, `2h 3m`. */
export function spokenSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}s`
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return whole % 60 === 0 ? `${minutes}m` : `${minutes}m ${whole % 60}s`
  return `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}

/** The hint that offers a likely spelling. */
export function didYouMean(suggestion: string): string {
  return `did you mean ${suggestion}?`
}

/** Ends of a way that are shown when it is long. */
const [FIRST, LAST] = [5, 3]

/** A way from one to the next; of a long one its ends, and how many steps lie between. */
export function chain(steps: readonly string[]): string {
  const between = steps.length - FIRST - LAST
  if (between <= 1) return steps.join(' -> ')
  return [...steps.slice(0, FIRST), `(${between} more)`, ...steps.slice(-LAST)].join(' -> ')
}

/** A line that is longer says nothing more. */
const LONGEST = 1000

/** A text of which each line is bounded: what is longer is cut in its middle. */
export function bounded(text: string): string {
  if (text.length <= LONGEST) return text
  const lines = text.split('\n')
  return lines.map((line) => (line.length <= LONGEST ? line : cut(line))).join('\n')
}

function cut(line: string): string {
  const half = (LONGEST - 3) / 2
  return `${line.slice(0, half)} … ${line.slice(-half)}`
}
