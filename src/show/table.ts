import { type Fit, fitTable } from './fit-table.ts'
import { quote } from './quote.ts'

/** How cells are set: as Go's tabwriter does, in characters. */
export interface Cells {
  /** Least width of a column, padding included. */
  readonly minWidth: number
  /** Spaces after the widest cell of a column. */
  readonly padding: number
}

/** What `docker ps` and its like use. */
export const DOCKER_CELLS: Cells = { minWidth: 10, padding: 3 }
/** What Compose's own lists (`ls`, `images`) use. */
export const COMPOSE_CELLS: Cells = { minWidth: 20, padding: 3 }

/** Sets rows below each other, or, with `fit`, as a terminal has room for them; the last cell of a row is as wide as it is. Every line ends in a newline. */
export function formatTable(
  rows: readonly (readonly string[])[],
  cells: Cells = DOCKER_CELLS,
  fit?: Fit,
): string {
  if (fit) return fitTable(rows, fit)
  return alignTabs(rows.map((row) => row.map(quote).join('\t')).join('\n'), cells)
}

/**
 * Aligns text whose cells end in tabs. A column is a run of lines next to each other that all have that
 * cell; where a line lacks it, the column ends and a new width begins.
 */
export function alignTabs(text: string, { minWidth, padding }: Cells): string {
  const lines = text.split('\n').map((line) => line.split('\t'))
  const widths: number[][] = lines.map(() => [])
  const depth = Math.max(...lines.map((cells) => cells.length - 1))
  for (let column = 0; column < depth; column++) {
    let first = 0
    while (first < lines.length) {
      const has = (i: number) => (lines[i]?.length ?? 0) - 1 > column
      let end = first
      let width = minWidth
      for (; end < lines.length && has(end); end++) {
        width = Math.max(width, [...(lines[end]?.[column] ?? '')].length + padding)
      }
      for (let i = first; i < end; i++) widths[i]?.push(width)
      first = end + 1
    }
  }
  return lines.map((cells, i) => `${setLine(cells, widths[i] ?? [])}\n`).join('')
}

function setLine(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => (i < cells.length - 1 ? cell + ' '.repeat((widths[i] ?? 0) - [...cell].length) : cell))
    .join('')
}
