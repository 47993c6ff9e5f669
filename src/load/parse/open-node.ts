import type { Document, Node } from 'yaml'
import { isCollection, isNode, isPair, isScalar } from 'yaml'

/** Where the quoted text or bracket starts that the document's first error is about the end of, if it is. */
export function openNodeAt({ errors, contents }: Document.Parsed): number | undefined {
  const [error] = errors
  if (!error || !contents || !['MISSING_CHAR', 'BAD_INDENT'].includes(error.code)) return undefined
  const isQuote = error.message.includes('quote')
  if (!isQuote && !/[Ff]low/.test(error.message)) return undefined
  const isOpen = (node: Node) => (isQuote ? isQuoted(node) : isCollection(node) && node.flow === true)
  return lastStart(contents, error.pos[0], isOpen)
}

/** Where the last quoted text starts that starts before an offset. */
export function quotedBefore({ contents }: Document.Parsed, offset: number): number | undefined {
  return lastStart(contents, offset - 1, isQuoted)
}

/** Where the last of such nodes starts that starts no later than an offset. */
function lastStart(
  contents: Node | null,
  offset: number,
  isWanted: (node: Node) => boolean,
): number | undefined {
  let found: number | undefined
  const visit = (node: unknown): void => {
    if (isPair(node)) {
      visit(node.key)
      visit(node.value)
    } else if (isNode(node) && node.range && node.range[0] <= offset) {
      if (isWanted(node)) found = node.range[0]
      if (isCollection(node)) for (const item of node.items) visit(item)
    }
  }
  visit(contents)
  return found
}

function isQuoted(node: Node): boolean {
  return isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
}

const SKIPPED: Readonly<Record<string, RegExp>> = {
  '"': /"[^"\\]*(?:\\.[^"\\]*)*"/sy,
  "'": /'[^']*(?:''[^']*)*'/y,
  '#': /#.*/y,
}

/** The end of what starts with a quote or bracket, when it is closed anywhere in the text. */
export function closingOf(text: string, start: number): number | undefined {
  let depth = 0
  for (let index = start; index < text.length; ) {
    const char = text[index] as string
    const skipped = isToken(text, index, char) ? SKIPPED[char] : undefined
    if (skipped) {
      skipped.lastIndex = index
      if (!skipped.test(text)) return undefined
      index = skipped.lastIndex
    } else {
      if (char === '[' || char === '{') depth++
      if (char === ']' || char === '}') depth--
      index++
    }
    if (depth === 0) return index
  }
  return undefined
}

/** Quotes within a plain text and `#` without a space before it are only characters. */
function isToken(text: string, index: number, char: string): boolean {
  const before = text[index - 1] ?? ' '
  return char === '#' ? /\s/.test(before) : /[\s,:[\]{}]/.test(before)
}
