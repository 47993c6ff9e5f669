import type { YAMLParseError } from 'yaml'
import type { SyntaxCause } from '../../model/failures/load.ts'

/** What a parser's error comes of, and the part of the text that shows it. */
export interface Cause {
  readonly cause: SyntaxCause
  readonly range: readonly [start: number, end: number]
}

/**
 * The mistake behind a parser's error, as far as the lines around it tell. A parser stumbles where the text no
 * longer makes sense, which is often one line after the mistake and seldom called by its name.
 */
export function causeOf(text: string, error: YAMLParseError): Cause {
  const [start, end] = error.pos
  return (
    conflict(text, start) ??
    tab(text, error) ??
    nested(text, error) ?? { cause: byMessage(error), range: [start, end] }
  )
}

/** A merge that was never finished leaves its marks anywhere before the parser's error or right after it. */
function conflict(text: string, start: number): Cause | undefined {
  const marker = /^(?:<{7} .*|={7}$|>{7} .*)/m.exec(text)
  if (!marker || marker.index > start + MARKER_REACH) return undefined
  return { cause: 'conflict-marker', range: [marker.index, marker.index + marker[0].length] }
}

const MARKER_REACH = 200

/** Where a line begins with a tab, whatever is said of it comes of the tab. */
function tab(text: string, { code, pos }: YAMLParseError): Cause | undefined {
  const start = text.lastIndexOf('\n', pos[0] - 1) + 1
  const blanks = /^[ \t]*/.exec(text.slice(start))?.[0] ?? ''
  if (!blanks.includes('\t') || !['BAD_INDENT', 'TAB_AS_INDENT', 'UNEXPECTED_TOKEN'].includes(code))
    return undefined
  return { cause: 'tab-as-indent', range: [start, start + blanks.length] }
}

/** What the parser takes for a second key on one line, and for values that stand where no value can. */
function nested(text: string, { code, pos }: YAMLParseError): Cause | undefined {
  const [start] = pos
  const line = contentAt(text, start)
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const value = text.slice(start, lineEnd(text, start)).trimEnd()
    if (/^-(\s|$)/.test(line.text)) return { cause: 'item-among-keys', range: line.range }
    if (/:(\s|$)/.test(value)) return { cause: 'colon-in-text', range: [start, start + value.length] }
    const next = contentAt(text, lineEnd(text, start) + 1)
    if (next.text !== '') return { cause: 'line-too-deep', range: next.range }
  }
  if (code === 'BAD_INDENT' && isAmongItems(text, line))
    return { cause: 'key-among-items', range: line.range }
  return undefined
}

/** Whether the nearest line above that is no deeper is an item, at the same depth as this line, which is none. */
function isAmongItems(text: string, { text: line, range: [at] }: Line): boolean {
  if (/^-(\s|$)/.test(line)) return false
  const start = text.lastIndexOf('\n', at - 1) + 1
  const above = text.slice(0, start).split('\n').reverse()
  const nearest = above.find((each) => /^ *[^\s#]/.test(each) && each.search(/\S/) <= at - start)
  return nearest !== undefined && nearest.search(/\S/) === at - start && /^ *-(\s|$)/.test(nearest)
}

function byMessage({ code, message }: YAMLParseError): SyntaxCause {
  if (code === 'UNEXPECTED_TOKEN') return /at node end/.test(message) ? 'text-after-value' : 'unexpected'
  if (code === 'MISSING_CHAR') return MISSING.find(([pattern]) => pattern.test(message))?.[1] ?? 'unexpected'
  return CAUSES[code] ?? 'unexpected'
}

const MISSING: readonly (readonly [RegExp, SyntaxCause])[] = [
  [/^Implicit map keys/, 'missing-colon'],
  [/^Sequence item without/, 'key-among-items'],
  [/^Comments/, 'comment-without-space'],
  [/^Missing space/, 'colon-without-space'],
  [/^Missing ,/, 'missing-comma'],
]

const CAUSES: Readonly<Record<string, SyntaxCause>> = {
  ALIAS_PROPS: 'alias-with-anchor',
  BAD_ALIAS: 'alias-without-name',
  BAD_DIRECTIVE: 'unknown-directive',
  BAD_DQ_ESCAPE: 'unknown-escape',
  BAD_INDENT: 'wrong-indent',
  BAD_PROP_ORDER: 'anchor-misplaced',
  BAD_SCALAR_START: 'reserved-character',
  BLOCK_AS_IMPLICIT_KEY: 'second-key-on-line',
  BLOCK_IN_FLOW: 'block-in-brackets',
  KEY_OVER_1024_CHARS: 'key-too-long',
  MULTILINE_IMPLICIT_KEY: 'key-over-lines',
  MULTIPLE_ANCHORS: 'two-anchors',
  MULTIPLE_TAGS: 'two-tags',
  TAB_AS_INDENT: 'tab-as-indent',
}

interface Line {
  readonly text: string
  readonly range: readonly [start: number, end: number]
}

/** The line at an offset, or the first after it that is not empty, without the blanks around it. */
function contentAt(text: string, offset: number): Line {
  let start = text.lastIndexOf('\n', offset - 1) + 1
  let end = lineEnd(text, start)
  while (end < text.length && text.slice(start, end).trim() === '') {
    start = end + 1
    end = lineEnd(text, start)
  }
  const line = text.slice(start, end)
  const from = start + (line.length - line.trimStart().length)
  return { text: line.trim(), range: [from, from + Math.max(1, line.trim().length)] }
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}
