/** A text that was read: a compose file, an env file, standard input. */
export interface Source {
  /** Absolute path, or `-` for standard input. */
  readonly path: string
  readonly text: string
  /** Failures name it and places in it, and show nothing of what it says. */
  readonly isPrivate?: boolean
}

/** A range in a source, in UTF-16 units; lines and columns are counted only when somebody looks. */
export interface Place {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** Line and column of a place's start, both from 1. */
export function lineAndColumn({ source, start }: Place): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  const { text } = source
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', lineStart)) {
    line++
    lineStart = at + 1
  }
  return { line, column: start - lineStart + 1 }
}
