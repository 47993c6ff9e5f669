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
  const end = Math.min(a.length, b.length)
  let at = 0
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++
  if (at === end) return a.length - b.length
  // Half of a character beyond the basic plane is no character.
  if (isLowSurrogate(a.charCodeAt(at)) && isLowSurrogate(b.charCodeAt(at))) at--
  return compareAt(a, b, at)
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

function compareAt(a: string, b: string, at: number): number {
  const aIsLetter = isLetter(a, at)
  const bIsLetter = isLetter(b, at)
  if (aIsLetter && bIsLetter) return byCodePoint(a, b)
  if (aIsLetter || bIsLetter) {
    const afterDigit = at > 0 && isDigit(a, at - 1)
    return (afterDigit ? aIsLetter : bIsLetter) ? -1 : 1
  }
  return compareNumbers(a, b, at) || byCodePoint(a, b)
}

function isLetter(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0
  if (code < 0x80) return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
  return LETTER.test(String.fromCodePoint(code))
}

function isDigit(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0
  if (code < 0x80) return code >= 0x30 && code <= 0x39
  return DIGIT.test(String.fromCodePoint(code))
}

/** Compares the digit runs that begin at a position; 0 when neither has one there that tells. */
function compareNumbers(a: string, b: string, at: number): number {
  const lead = (a[at] === '0' || b[at] === '0') && followsNonZeroDigits(a, at) ? '1' : ''
  const aRun = digitsFrom(a, at)
  const bRun = digitsFrom(b, at)
  const difference = Number(lead + aRun || 0) - Number(lead + bRun || 0)
  return difference || aRun.length - bRun.length
}

function followsNonZeroDigits(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0 && isDigit(text, i); i--) if (text[i] !== '0') return true
  return false
}

function digitsFrom(text: string, at: number): string {
  let end = at
  while (end < text.length && isDigit(text, end)) end++
  return text.slice(at, end)
}
