import { quote } from './quote.ts'
import { textWidth, wrapWords } from './width.ts'

/** A terminal that a table is for. */
export interface Fit {
  /** Its width; without it the table is as wide as it is. */
  readonly columns?: number
  /** Colours of a cell's text; `row` counts from 0 below the headings. */
  paint?(row: number, heading: string, text: string): string
}

/** Blanks between columns. */
const GAP = 3
/** No column gets narrower. */
const NARROWEST = 4

/** What is left out where there is no room for all, the first to go first. */
const DISPENSABLE = [
  ...[
    'COMMAND',
    'CREATED',
    'PLATFORM',
    'IMAGE ID',
    'CONTAINER ID',
    'SIZE',
    'BLOCK I/O',
    'PIDS',
    'NET I/O',
    'MEM %',
  ],
  ...['C', 'STIME', 'TTY', 'PPID', 'TIME', 'UID', '#', 'IMAGE', 'SERVICE', 'TAG', 'REPOSITORY', 'DRIVER'],
]

/** What is set on several lines before anything is left out. */
const FOLDED = new Set(['PORTS', 'CONFIG FILES', 'CMD'])

/**
 * Sets rows, headings first, as a table that no line of a terminal has to break: columns of less weight are left out,
 * long cells are folded. Scripts get `formatTable`, which keeps all.
 */
export function fitTable(
  cells: readonly (readonly string[])[],
  { columns = Number.POSITIVE_INFINITY, paint }: Fit,
): string {
  const rows = cells.map((row) => row.map(quote))
  const [heads = []] = rows
  const kept = keptColumns(rows, columns)
  const widths = widthsOf(kept, rows, columns)
  const lines = rows.flatMap((row, number) => {
    const folded = kept.map((column, i) => wrapWords(row[column] ?? '', widths[i] ?? 0))
    const height = Math.max(1, ...folded.map(({ length }) => length))
    return Array.from({ length: height }, (_, line) =>
      folded
        .map((texts, i) => {
          const text = texts[line] ?? ''
          const heading = heads[kept[i] ?? 0] ?? ''
          const shown = number > 0 && paint ? paint(number - 1, heading, text) : text
          return shown + ' '.repeat((widths[i] ?? 0) - textWidth(text))
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
  })
  return lines.map((line) => `${line}\n`).join('')
}

function keptColumns(rows: readonly (readonly string[])[], room: number): number[] {
  const [heads = []] = rows
  let kept = heads.map((_, column) => column)
  for (const heading of DISPENSABLE) {
    const least = kept.map((column) =>
      FOLDED.has(heads[column] ?? '') ? foldedWidth(rows, column) : fullWidth(rows, column),
    )
    if (total(least) <= room) break
    kept = kept.filter((column) => heads[column] !== heading)
  }
  return kept
}

/** Takes from the widest that may be folded, and where that does not do, from the widest of all. */
function widthsOf(kept: readonly number[], rows: readonly (readonly string[])[], room: number): number[] {
  const widths = kept.map((column) => fullWidth(rows, column))
  const foldable = kept.map((column) =>
    FOLDED.has(rows[0]?.[column] ?? '') ? foldedWidth(rows, column) : undefined,
  )
  shrink(widths, room, (i) => foldable[i] ?? Number.POSITIVE_INFINITY)
  shrink(widths, room, () => NARROWEST)
  return widths
}

function shrink(widths: number[], room: number, least: (i: number) => number): void {
  while (total(widths) > room) {
    const able = widths.map((width, i) => (width > least(i) ? width : 0))
    const widest = able.indexOf(Math.max(...able))
    if (!able[widest]) return
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1)
}

function fullWidth(rows: readonly (readonly string[])[], column: number): number {
  return Math.max(...rows.map((row) => textWidth(row[column] ?? '')))
}

/** The longest part that is not broken. */
function foldedWidth(rows: readonly (readonly string[])[], column: number): number {
  return Math.max(
    ...rows.flatMap((row) => (row[column] ?? '').split(/(?<=[ ,])/).map((part) => textWidth(part.trimEnd()))),
  )
}
