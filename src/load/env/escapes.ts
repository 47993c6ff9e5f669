const ESCAPE = /\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '"': '"',
  '\\': '\\',
  // What comes after this is interpolation, which makes one of two.
  $: '$$',
}

/** Expands what a backslash means in a double-quoted value of an env file. */
export function expandEscapes(text: string): string {
  return text.replace(ESCAPE, (whole, letter: string | undefined, octal: string | undefined) => {
    if (letter !== undefined) return LETTERS[letter] ?? whole
    return readOctal(octal ?? '') ?? `\\${octal}`
  })
}

/** Three octal digits up to 0377 are a character. */
function readOctal(digits: string): string | undefined {
  if (!/^[0-3][0-7]{2}$/.test(digits)) return undefined
  return String.fromCharCode(Number.parseInt(digits, 8))
}
