/** Compares texts by code point, as Go compares strings; JavaScript compares UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    // Surrogates sort below U+E000 to U+FFFF as units, but stand for code points above them.
    return (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0)
  }
  return a.length - b.length
}

const LETTER = /\p{L}/u
const DIGIT = /\p{Nd}/u

/** Compares keys as go-yaml sorts them: numbers inside them by value, letters after everything else. */
export function byYamlKey(a: string, b: string): number {
  const as = [...a]
  const bs = [...b]
  const end = Math.min(as.length, bs.length)
  for (let i = 0; i < end; i++) {
    if (as[i] !== bs[i]) return compareAt(as, bs, i)
  }
  return as.length - bs.length
}

function compareAt(as: readonly string[], bs: readonly string[], at: number): number {
  const a = as[at] ?? ''
  const b = bs[at] ?? ''
  const aIsLetter = LETTER.test(a)
  const bIsLetter = LETTER.test(b)
  if (aIsLetter && bIsLetter) return byCodePoint(a, b)
  if (aIsLetter || bIsLetter) {
    const afterDigit = at > 0 && DIGIT.test(as[at - 1] ?? '')
    return (afterDigit ? aIsLetter : bIsLetter) ? -1 : 1
  }
  return compareNumbers(as, bs, at) || byCodePoint(a, b)
}

/** Compares the digit runs that begin at a position; 0 when neither has one there that tells. */
function compareNumbers(as: readonly string[], bs: readonly string[], at: number): number {
  const lead = (as[at] === '0' || bs[at] === '0') && followsNonZeroDigits(as, at) ? '1' : ''
  const aRun = digitsFrom(as, at)
  const bRun = digitsFrom(bs, at)
  const difference = Number(lead + aRun || 0) - Number(lead + bRun || 0)
  return difference || aRun.length - bRun.length
}

function followsNonZeroDigits(chars: readonly string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && DIGIT.test(chars[i] ?? ''); i--) if (chars[i] !== '0') return true
  return false
}

function digitsFrom(chars: readonly string[], at: number): string {
  let run = ''
  for (let i = at; i < chars.length && DIGIT.test(chars[i] ?? ''); i++) run += chars[i]
  return run
}
