import type { Document, Node } from 'yaml'
import { isCollection, isNode, isPair, isScalar } from 'yaml'
import type { Reindented } from './reindented.ts'
import type { Cause } from './syntax-cause.ts'

/** Tabs in the blanks that a line begins with, and those after the mark of an item. */
const SUSPECT = /^ *(\t)[ \t]*(#.*)?|^ *(?:[-?:] +)*[-?:] *(\t)/gm

/** A text, or what is in brackets. */
interface Span {
  readonly start: number
  readonly end: number
  readonly kind: 'quoted' | 'plain' | 'block' | 'brackets'
  /** Tabs before this column are taken for indentation. */
  readonly column: number
}

/**
 * The first tab that Compose's parser does not allow, where ours does: in lines that are empty otherwise, before
 * comments, after the mark of an item, and where the first line of a block begins. `from` is where the document
 * before this one ends.
 */
export function findBadTab(source: Reindented, document: Document.Parsed, from: number): Cause | undefined {
  const { text } = source
  if (!text.includes('\t')) return undefined
  let spans: readonly Span[] | undefined
  for (const match of text.matchAll(SUSPECT)) {
    const at = match.index + match[0].indexOf('\t')
    if (at < from || at >= document.range[2]) continue
    spans ??= spansOf(text, document.contents)
    const column = source.original(at) - source.original(match.index)
    if (isAllowed(text, spans, at, column, match[1] !== undefined)) continue
    const isAlone = match[1] !== undefined && /^\s*$/.test(text.slice(at, lineEnd(text, at)))
    return { cause: isAlone ? 'tab-alone' : 'tab-as-indent', range: [at, at + 1] }
  }
  return undefined
}

function isAllowed(
  text: string,
  spans: readonly Span[],
  at: number,
  column: number,
  isIndent: boolean,
): boolean {
  const inside = spans.findLast(({ start, end }) => start < at && at < end)
  if (inside && inside.kind !== 'brackets') {
    return inside.kind === 'quoted' || !isIndent || column >= inside.column
  }
  // The parser looks for more of a plain text or block over the blank lines after it.
  const before = isIndent ? spans.findLast((span) => span.start < at && span.kind !== 'brackets') : undefined
  if (before && before.kind !== 'quoted' && text.slice(before.end, at).trim() === '') {
    return column >= before.column
  }
  return inside !== undefined
}

/** Texts and brackets in the order in which they start. */
function spansOf(text: string, contents: Node | null): Span[] {
  const spans: Span[] = []
  const visit = (node: unknown, outer: number | undefined): void => {
    if (isPair(node)) {
      visit(node.key, outer)
      visit(node.value, outer)
    } else if (isNode(node) && node.range) {
      const [start, end] = node.range
      const within = outer ?? (isCollection(node) && node.flow ? start : undefined)
      if (isScalar(node)) spans.push(spanOfText(text, node.type, start, end, within ?? start))
      if (isCollection(node) && node.flow) spans.push({ start, end, kind: 'brackets', column: 0 })
      if (isCollection(node)) for (const item of node.items) visit(item, within)
    }
  }
  visit(contents, undefined)
  return spans
}

function spanOfText(
  text: string,
  type: string | undefined,
  start: number,
  end: number,
  outermost: number,
): Span {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return { start, end, kind: 'quoted', column: 0 }
  if (type === 'PLAIN') return { start, end, kind: 'plain', column: columnAt(text, outermost) }
  return { start, end, kind: 'block', column: columnOfBlock(text.slice(start, end)) }
}

/** The column at which more of a text may stand that is in a line which begins further left. */
function columnAt(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1
  const indent = /^ */.exec(text.slice(line, offset))?.[0].length ?? 0
  return line + indent === offset && /[[{]/.test(text.charAt(offset)) ? 0 : indent + 1
}

/** The indentation of a block; a tab cannot be its first character, unless the header says how deep it is. */
function columnOfBlock(block: string): number {
  const first = /\n( *)[^ \r\n]/.exec(block)
  if (!first) return Number.POSITIVE_INFINITY
  const indent = first[1]?.length ?? 0
  const isTold = /^[|>][-+]?[1-9]/.test(block)
  return !isTold && block.charAt(first.index + first[0].length - 1) === '\t'
    ? Number.POSITIVE_INFINITY
    : indent
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}
