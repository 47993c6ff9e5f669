import { lineAndColumn, type Place } from '../model/place.ts'
import { quote } from './quote.ts'
import { characterWidth } from './width.ts'

/** The line of a place as a terminal shows it, and where below it the pointers go. */
export interface Excerpt {
  readonly text: string
  /** Columns before the pointers. */
  readonly indent: number
  /** How many pointers, at least one. */
  readonly pointers: number
}

interface Cell {
  readonly text: string
  readonly width: number
  /** Offset in the line, in UTF-16 units. */
  readonly offset: number
}

const TAB = 4

/**
 * Makes the excerpt of a place's first line: tabs become spaces, control characters become visible, and a
 * line longer than `columns` is cut to the part around the place.
 */
export function excerptOf(place: Place, columns: number): Excerpt {
  const { start, end } = place
  const lineStart = start - (lineAndColumn(place).column - 1)
  const { line, skipped } = lineAround(place, lineStart, columns)
  const from = start - lineStart - skipped
  const to = Math.max(from + 1, Math.min(end - lineStart - skipped, line.length))
  const cells = cellsOf(line)
  const indent = widthOf(cells.filter(({ offset }) => offset < from))
  const pointers = Math.max(1, widthOf(cells.filter(({ offset }) => offset >= from && offset < to)))
  const whole = { text: cells.map(({ text }) => text).join(''), indent, pointers }
  return widthOf(cells) <= columns ? whole : cut(cells, whole, columns)
}

/** So many times as much of a line as is shown is looked at, before the place and from it on. */
const LOOKED_AT = 4

/** The line, or of one that is very long what is near the place, and how much of it stands before that. */
function lineAround({ source, start }: Place, lineStart: number, columns: number) {
  const { text } = source
  const from = Math.max(lineStart, start - LOOKED_AT * columns)
  const most = start + LOOKED_AT * columns
  const end = text.slice(from, most).indexOf('\n', start - from)
  const line = text.slice(from, end < 0 ? most : from + end)
  // Nor to give orders to a CI runner, which looks for them anywhere in a line.
  const safe = (line.endsWith('\r') ? line.slice(0, -1) : line).replace(/##(?=[a-z]*\[)/gi, '#\ufffd')
  return { line: safe, skipped: from - lineStart }
}

function cellsOf(line: string): Cell[] {
  const cells: Cell[] = []
  let column = 0
  let offset = 0
  for (const character of line) {
    const cell = cellOf(character, column)
    cells.push({ ...cell, offset })
    column += cell.width
    offset += character.length
  }
  return cells
}

function cellOf(character: string, column: number): { text: string; width: number } {
  if (character === '\t') {
    const width = TAB - (column % TAB)
    return { text: ' '.repeat(width), width }
  }
  // A source must not be able to move the cursor, to paint or to reorder what is read.
  if (quote(character) !== character) return { text: '\ufffd', width: 1 }
  return { text: character, width: characterWidth(character) }
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0)
}

const MARK = '…'

/** Keeps `columns` of a long line: from its start if the place is there, else with the place in the first third. */
function cut(cells: readonly Cell[], { indent, pointers }: Excerpt, columns: number): Excerpt {
  const room = columns - 2
  const first = indent + Math.min(pointers, room) <= room ? 0 : indent - Math.floor(room / 3)
  let column = 0
  let text = ''
  let skipped = 0
  for (const { text: piece, width } of cells) {
    const fits = column >= first && column + width <= first + room
    if (fits) text += piece
    else if (column < first) skipped += width
    column += width
  }
  const before = skipped > 0 ? MARK : ''
  const kept = first + room >= column ? '' : MARK
  const newIndent = indent - skipped + before.length
  return {
    text: before + text + kept,
    indent: newIndent,
    pointers: Math.max(1, Math.min(pointers, columns - newIndent)),
  }
}
