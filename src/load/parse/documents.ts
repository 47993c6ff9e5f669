import type { Document, YAMLParseError } from 'yaml'
import { parseAllDocuments } from 'yaml'
import { failure } from '../../model/failure.ts'
import type { Place, Source } from '../../model/place.ts'
import type { Tree } from '../../model/tree.ts'
import type { Report } from '../report.ts'
import { TreeBuilder } from './build-tree.ts'
import { findForeign } from './dialect.ts'
import { closingOf, openNodeAt, quotedBefore } from './open-node.ts'
import { Reindented } from './reindented.ts'
import { causeOf } from './syntax-cause.ts'
import { findTooLarge } from './too-large.ts'

/** A path of steps from the root of a document. */
export type Path = readonly (string | number)[]

/** One YAML document: its values, and where `!reset` or `!override` stood. */
export interface ParsedDocument {
  readonly tree: Tree
  readonly at: Place
  /** Paths whose value in what is overridden must go. */
  readonly resets: readonly Path[]
}

/** Scalars stay texts here: which values they stand for is decided by `resolvePlain`. */
const OPTIONS = {
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

/** The documents of a source, or nothing when it is no YAML; what is wrong is reported. */
export function parseDocuments(source: Source, report: Report): ParsedDocument[] | undefined {
  const before = report.errors
  const large = findTooLarge(source.text)
  if (large) {
    const { start, end, what, limit } = large
    report.add(failure('yaml-too-large', { what, limit }, { at: { source, start, end } }))
    return undefined
  }
  const read = parsedOrTooDeep(source.text)
  if (!read) {
    report.add(failure('yaml-too-deep', {}, { at: { source, start: 0, end: 0 } }))
    return undefined
  }
  const { documents, text } = read
  const parsed: ParsedDocument[] = []
  let from = 0
  for (const document of documents) {
    const place = (start: number, end: number): Place => ({
      source,
      start: text.original(start),
      end: text.original(end),
    })
    if (reportSyntax(document, text, place, report)) break
    const foreign = findForeign(text, document, from)
    from = document.range[2]
    if (foreign) report.add(failure('yaml-syntax', { cause: foreign.cause }, { at: place(...foreign.range) }))
    const builder = new TreeBuilder(place, report)
    const tree = builder.build(document.contents)
    const [start = 0, end = start] = document.contents?.range ?? document.range
    parsed.push({ tree, at: place(start, end), resets: builder.resets })
  }
  return report.errors > before ? undefined : parsed
}

/** What `parse` gives, or nothing where the parser's own stack is not enough: it goes down with what it reads. */
function parsedOrTooDeep(original: string): ReturnType<typeof parse> | undefined {
  try {
    return parse(original)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Texts with more of these are given up: each costs another parse, of so many characters in all. */
const REINDENTED = 20
const REPARSED = 4 * 2 ** 20

/**
 * YAML 1.2 wants what is between quotes or brackets indented below its key, Compose's parser does not. Where
 * only this is wrong, the lines are indented and parsed again.
 */
function parse(original: string): { documents: Document.Parsed[]; text: Reindented } {
  // A carriage return alone ends a line too.
  let text = new Reindented(original.replace(/\r(?!\n)/g, '\n'))
  for (let tries = 0; ; tries++) {
    const documents = parseAllDocuments(text.text, OPTIONS) as Document.Parsed[]
    const open = firstOpen(documents)
    const end = open === undefined ? undefined : closingOf(text.text, open)
    if (open === undefined || end === undefined || tries === REINDENTED || tries * original.length > REPARSED)
      return { documents, text }
    const more = text.indent(open, end)
    if (!more) return { documents, text }
    text = more
  }
}

function firstOpen(documents: readonly Document.Parsed[]): number | undefined {
  const broken = documents.find(({ errors }) => errors.length > 0)
  return broken && openNodeAt(broken)
}

/** Only the first error of a document counts: those after it are mostly its consequences. */
function reportSyntax(
  document: Document.Parsed,
  { text }: Reindented,
  place: (start: number, end: number) => Place,
  report: Report,
): boolean {
  const [error] = document.errors
  if (!error) return false
  const at = place(...shownRange(text, error))
  const open = openNodeAt(document)
  if (error.code === 'RESOURCE_EXHAUSTION') report.add(failure('yaml-too-deep', {}, { at }))
  else if (open !== undefined && closingOf(text, open) === undefined) {
    const data = { mark: text[open] as string }
    report.add(failure('yaml-unclosed', data, { at: place(open, open + 1) }))
  } else report.add(syntaxFailure(text, error, document, place))
  return true
}

/** A quoted text that ends before its line does was mostly meant to go on, or began without being meant to. */
function syntaxFailure(
  text: string,
  error: YAMLParseError,
  document: Document.Parsed,
  place: (start: number, end: number) => Place,
) {
  const { cause, range } = causeOf(text, error)
  const shown = cause === 'wrong-indent' ? shownRange(text, error) : range
  const quoted = cause === 'text-after-value' ? quotedBefore(document, range[0]) : undefined
  return failure(
    'yaml-syntax',
    { cause },
    {
      at: place(...shown),
      ...(quoted !== undefined && {
        related: [{ note: 'this text starts here', at: place(quoted, quoted + 1) }],
      }),
    },
  )
}

/** What is indented wrongly is seen where it starts, not where its line does. */
function shownRange(text: string, { code, pos }: YAMLParseError): [start: number, end: number] {
  const [start, end] = pos
  const blanks = code === 'BAD_INDENT' ? (/ */y.exec(text.slice(start))?.[0].length ?? 0) : 0
  return [start + blanks, Math.max(end, start + blanks + 1)]
}
