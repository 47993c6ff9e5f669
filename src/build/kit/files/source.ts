import type { Matcher } from '../../../model/patterns/matcher.ts'
import type { Stat } from '../wire/messages.ts'

/** Which entries of a tree are wanted; an absent matcher does not restrict. */
export interface FileFilter {
  readonly include?: Matcher | undefined
  readonly exclude?: Matcher | undefined
}

/** The pattern lists of one filesync request. */
export interface FilterPatterns {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Paths whose symlinks, and what they lead to, are wanted too. */
  readonly follow: readonly string[]
}

/** An open file of a source. */
export interface OpenFile {
  /** Reads up to `length` bytes into `buffer` from `offset`; 0 at the end. */
  read(buffer: Buffer, offset: number, length: number): Promise<number>
  close(): Promise<void>
}

/** A tree of files that a build may ask for. */
export interface FileSource {
  /**
   * Visits the wanted entries in fsutil's order: depth first, siblings sorted by their bytes, a directory
   * before its entries. A visit may give a promise to slow the walk down.
   */
  walk(
    patterns: FilterPatterns,
    visit: (stat: Stat, identity?: string) => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<void>
  /** Opens a file by the path it was visited with; undefined when it vanished meanwhile. */
  open(path: string): Promise<OpenFile | undefined>
}

/** A file that is there but may not be read. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly path: string

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
    this.path = path
  }
}
