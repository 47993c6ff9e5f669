import { Lexer } from 'yaml'

/** Parsing takes at most some kilobytes of memory for a character: shorter texts are not looked at. */
const SMALL = 2 ** 18

/** More keys, values, signs and blanks than files of some hundred thousand lines have; each takes about 600 bytes. */
const MOST_TOKENS = 1_000_000

/** More characters than a text in double quotes has: the parser takes them one by one, with some 150 bytes for each. */
const LONGEST_QUOTED = 4 * 2 ** 20

/** What a lexer says besides texts: the start of a document, of a scalar, and an early end of brackets. */
const MARKS = new Set(['\x02', '\x1f', '\x18'])

/** Where a text becomes larger than can be parsed in the memory a small machine has; nothing where it does not. */
export function findTooLarge(
  text: string,
): { start: number; end: number; what: 'file' | 'text'; limit: number } | undefined {
  if (text.length <= SMALL) return undefined
  let start = 0
  let tokens = 0
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue
    const end = start + token.length
    if (++tokens > MOST_TOKENS) return { start, end, what: 'file', limit: MOST_TOKENS }
    if (token.length > LONGEST_QUOTED && token.startsWith('"')) {
      return { start, end, what: 'text', limit: LONGEST_QUOTED }
    }
    start = end
  }
  return undefined
}
