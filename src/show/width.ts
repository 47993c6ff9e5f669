/** Code point ranges that terminals draw over two columns (East Asian wide and emoji). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u

/** Columns that one character (a code point) takes on a terminal: 0, 1 or 2. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return 1
  if (INVISIBLE.test(character)) return 0
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** Columns that a text without escape sequences takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** The text cut to at most `columns`, ending in `mark` if something was cut off. */
export function truncate(text: string, columns: number, mark = '…'): string {
  if (textWidth(text) <= columns) return text
  const room = columns - textWidth(mark)
  if (room <= 0) return columns > 0 ? mark.slice(0, columns) : ''
  let width = 0
  let kept = ''
  for (const character of text) {
    width += characterWidth(character)
    if (width > room) break
    kept += character
  }
  return kept + mark
}

/** The text with spaces behind it up to `columns`. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)))
}

/** The text cut at its start, where names of one project are alike, to at most `columns`. */
export function truncateStart(text: string, columns: number, mark = '…'): string {
  if (textWidth(text) <= columns) return text
  const kept = [...text]
  while (kept.length > 0 && textWidth(kept.join('')) + textWidth(mark) > columns) kept.shift()
  return mark + kept.join('')
}

/**
 * The text as lines of at most `columns` (1 at least), broken behind blanks and commas; a word that is longer than a
 * line is broken where the line ends.
 */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of text.split(/(?<=[ ,])(?=[^ ,])/)) {
    if (textWidth(line + part.trimEnd()) <= columns) {
      line += part
      continue
    }
    if (line !== '') lines.push(line.trimEnd())
    line = ''
    for (const character of part) {
      if (line !== '' && textWidth(line + character) > columns && character !== ' ') {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  return [...lines, line.trimEnd()]
}
