import type { Codec } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import { readText } from './text.ts'

/** A command: words, or one text that is split into them. Nothing and an empty list are not the same. */
export const COMMAND: Codec = {
  kind: 'codec',
  decode: (value) => {
    if (Array.isArray(value)) return value.map(readText)
    if (typeof value === 'string') return readCommandLine(value)
    throw new ShapeError('command-line', value)
  },
  yaml: (value) => value,
  json: (value) => value,
  isZero: () => false,
}

type Quote = '"' | "'" | '`' | '$('

/** Where in a command line the reader is. */
interface Reader {
  readonly words: string[]
  word: string
  /** Whether there is a word, which may be empty: `''`. */
  begun: boolean
  /** Quotations that are open; within backticks there may be others. */
  readonly open: Set<Quote>
  escaped: boolean
}

/**
 * Splits a command line as Docker Compose's shellwords does. It knows quotes and backslashes, but is no
 * shell: what follows an unquoted `;`, `&`, `|`, `<` or `>` is dropped.
 */
export function readCommandLine(line: string): string[] {
  const reader: Reader = { words: [], word: '', begun: false, open: new Set(), escaped: false }
  for (const char of line) {
    if (isEnd(reader, char)) break
    readChar(reader, char, line)
  }
  if (reader.escaped || reader.open.size > 0) throw new ShapeError('command-line', line)
  endWord(reader)
  return reader.words
}

/** An operator of the shell ends the line; digits before `>` name a file and are no word. */
function isEnd(reader: Reader, char: string): boolean {
  if (reader.escaped || reader.open.size > 0 || !';&|<>'.includes(char)) return false
  if (char === '>' && /^\d/.test(reader.word)) reader.begun = false
  return true
}

function readChar(reader: Reader, char: string, line: string): void {
  if (reader.escaped) {
    reader.escaped = false
    add(reader, char)
  } else if (char === '\\' && !reader.open.has("'")) {
    reader.escaped = true
  } else if (' \t\r\n'.includes(char)) {
    if (reader.open.size > 0) reader.word += char
    else endWord(reader)
  } else if (!readQuote(reader, char, line)) {
    add(reader, char)
  }
}

/** Reads what opens or closes a quotation; true when the character is not part of the word. */
function readQuote(reader: Reader, char: string, line: string): boolean {
  switch (char) {
    case '"':
      return readMark(reader, '"', "'")
    case "'":
      return readMark(reader, "'", '"')
    case '`':
      if (!isOpen(reader, '"', "'", '$(')) toggle(reader, '`')
      return false
    case '(':
      return !isOpen(reader, '"', "'", '`') && openSubstitution(reader, line)
    case ')':
      if (!isOpen(reader, '"', "'", '`')) toggle(reader, '$(')
      return false
    default:
      return false
  }
}

function readMark(reader: Reader, mark: '"' | "'", other: '"' | "'"): boolean {
  if (isOpen(reader, other, '$(')) return false
  if (reader.open.has(mark)) reader.begun = true
  toggle(reader, mark)
  return true
}

function openSubstitution(reader: Reader, line: string): boolean {
  if (reader.open.has('$(') || !reader.word.endsWith('$')) throw new ShapeError('command-line', line)
  toggle(reader, '$(')
  reader.word += '('
  return true
}

function isOpen(reader: Reader, ...quotes: readonly Quote[]): boolean {
  return quotes.some((quote) => reader.open.has(quote))
}

function toggle(reader: Reader, quote: Quote): void {
  if (!reader.open.delete(quote)) reader.open.add(quote)
}

function add(reader: Reader, text: string): void {
  reader.word += text
  reader.begun = true
}

function endWord(reader: Reader): void {
  if (reader.begun) reader.words.push(reader.word)
  reader.word = ''
  reader.begun = false
}
