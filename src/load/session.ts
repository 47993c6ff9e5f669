import { failure } from '../model/failure.ts'
import type { FileKind } from '../model/failures/load.ts'
import type { LoadOptions } from '../model/loaded.ts'
import type { Place, Source } from '../model/place.ts'
import type { ParsedDocument } from './parse/documents.ts'
import { parseDocuments } from './parse/documents.ts'
import { controlCharacter, decodeText, isSource, readText, unreadableFailure } from './read-text.ts'
import { isRemote } from './remote.ts'
import type { Report } from './report.ts'
import type { RuleNode } from './rules.ts'

/** A compose file as it was read. Its trees are shared by all who use the file: they must not be changed. */
export interface ParsedFile {
  readonly path: string
  readonly documents: readonly ParsedDocument[]
}

/** Includes of one project, those of included files among them. */
export const MOST_INCLUDES = 1000

/** What all files of one loading have in common. Each file is read and parsed once. */
export class Session {
  readonly options: LoadOptions
  readonly rules: RuleNode
  readonly report: Report
  readonly sources: Source[]
  readonly home: string
  #includes = 0
  readonly #files = new Map<string, Promise<ParsedFile | undefined>>()

  constructor(options: LoadOptions, rules: RuleNode, report: Report, sources: Source[]) {
    this.options = options
    this.rules = rules
    this.report = report
    this.sources = sources
    this.home = options.environment.HOME ?? ''
  }

  /** Whether another file may be included; the first one too many is the caller's to report. */
  countInclude(): 'fine' | 'first-too-many' | 'too-many' {
    this.#includes++
    if (this.#includes <= MOST_INCLUDES) return 'fine'
    return this.#includes === MOST_INCLUDES + 1 ? 'first-too-many' : 'too-many'
  }

  /** A compose file by its absolute path or `-`, or nothing when it cannot be used, which is reported. */
  open(path: string, kind: FileKind, at?: Place | undefined): Promise<ParsedFile | undefined> {
    const known = this.#files.get(path)
    if (known) return known
    const file = this.#read(path, kind, at)
    this.#files.set(path, file)
    return file
  }

  async #read(path: string, kind: FileKind, at?: Place | undefined): Promise<ParsedFile | undefined> {
    if (isRemote(path)) {
      this.report.add(failure('remote-unsupported', { path, kind }, { at }))
      return undefined
    }
    const source =
      path === '-' ? await this.#stdin(kind) : await readText(path, kind, at, this.options.signal)
    if (!isSource(source)) {
      this.report.add(source)
      return undefined
    }
    this.sources.push(source)
    const control = controlCharacter(source)
    if (control) {
      this.report.add(control)
      return undefined
    }
    const documents = parseDocuments(source, this.report)
    return documents && { path, documents }
  }

  async #stdin(kind: FileKind) {
    try {
      return decodeText('-', Buffer.from(await this.options.readStdin()))
    } catch (error) {
      return unreadableFailure(error, kind)
    }
  }
}
