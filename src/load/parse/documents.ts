import type { Document } from 'yaml'
import { parseAllDocuments } from 'yaml'
import { failure } from '../../model/failure.ts'
import type { Place, Source } from '../../model/place.ts'
import type { Tree } from '../../model/tree.ts'
import type { Report } from '../report.ts'
import { TreeBuilder } from './build-tree.ts'

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
  const documents = parseAllDocuments(source.text, OPTIONS)
  const parsed: ParsedDocument[] = []
  for (const document of documents as Document.Parsed[]) {
    if (reportSyntax(document, source, report)) break
    const builder = new TreeBuilder(source, report)
    const tree = builder.build(document.contents)
    const [start = 0, end = start] = document.contents?.range ?? document.range
    parsed.push({ tree, at: { source, start, end }, resets: builder.resets })
  }
  return report.errors > before ? undefined : parsed
}

/** Only the first error of a document counts: those after it are mostly its consequences. */
function reportSyntax(document: Document.Parsed, source: Source, report: Report): boolean {
  const [error] = document.errors
  if (!error) return false
  const [start, end] = error.pos
  const at = { source, start, end: Math.max(end, start + 1) }
  if (error.code === 'RESOURCE_EXHAUSTION') report.add(failure('yaml-too-deep', {}, { at }))
  else report.add(failure('yaml-syntax', { code: error.code, detail: error.message }, { at }))
  return true
}
