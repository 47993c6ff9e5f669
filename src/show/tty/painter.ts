/** The columns and rows that a terminal has. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** Terminals that know these show what is between them at once; others ignore them. */
const BEGIN_FRAME = '\u001b[?2026h'
const END_FRAME = '\u001b[?2026l'
const ERASE_LINE_END = '\u001b[K'
const ERASE_BELOW = '\u001b[J'

/**
 * Redraws lines in place without flicker: only lines that changed are written, over what stood there, and nothing
 * is erased first.
 */
export class Painter {
  #drawn: readonly string[] = []
  #size: TerminalSize | undefined

  /** What to write so that these lines stand where the last ones stood. */
  draw(lines: readonly string[], size: TerminalSize, widthOf: (line: string) => number): string {
    const before = this.#drawn
    const isResized = this.#size !== undefined && !isSame(this.#size, size)
    const height = isResized ? heightOf(before, size, widthOf) : before.length
    this.#drawn = lines
    this.#size = size
    if (!isResized && isEqual(before, lines)) return ''
    const text = isResized
      ? ERASE_BELOW + lines.map((line) => `${line}\r\n`).join('')
      : lines.map((line, i) => (line === before[i] ? '\r\n' : `${line}${ERASE_LINE_END}\r\n`)).join('')
    const rest = lines.length < before.length ? ERASE_BELOW : ''
    return BEGIN_FRAME + up(height) + text + rest + END_FRAME
  }
}

function up(lines: number): string {
  return lines === 0 ? '\r' : `\r\u001b[${lines}A`
}

/** Rows that lines take after a change of size: terminals wrap anew what has become too wide. */
function heightOf(
  lines: readonly string[],
  { columns }: TerminalSize,
  widthOf: (line: string) => number,
): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0)
}

function isSame(a: TerminalSize, b: TerminalSize): boolean {
  return a.columns === b.columns && a.rows === b.rows
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i])
}
