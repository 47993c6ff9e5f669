import type { Style } from '../ansi.ts'
import { textOf } from '../failures/all.ts'
import { humanSize } from '../units.ts'
import { padEnd, textWidth, truncate, truncateStart } from '../width.ts'
import type { Board, Item, ItemState } from './board.ts'
import { linesEach, stepRows } from './build-rows.ts'
import type { RunningStep } from './build-view.ts'
import { secondsSince } from './seconds.ts'
import type { Symbols } from './symbols.ts'

export interface FrameOptions {
  readonly columns: number
  /** Lines the terminal has; one is left free for the cursor. Infinity draws everything. */
  readonly rows: number
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Counts up with time, for the spinner. */
  readonly tick: number
  readonly style: Style
  readonly symbols: Symbols
  readonly title: string
}

/** The board as lines of at most `columns`, at most `rows - 1` of them. */
export function drawFrame(board: Board, options: FrameOptions): string[] {
  const items = board.list
  const warnings = board.warnings.map((failure) => warningLine(textOf(failure).message, options))
  const head = items.length > 0 ? [headLine(items, options)] : []
  const room = options.rows - 1 - head.length - Math.min(warnings.length, 2)
  const { shown, hidden } = choose(items, Math.max(1, room))
  const width = labelWidth(items, options.columns)
  const isCut = Number.isFinite(options.rows)
  // What stays on the screen in the end does not tell of steps.
  const steps = isCut ? shown.flatMap(runningSteps) : []
  const each = linesEach(steps.length, room - shown.length - (hidden.length > 0 ? 1 : 0))
  const drawn = { ...options, columns: listColumns(shown, width, options) }
  const lines = shown.flatMap((item) => itemLines(item, width, each, drawn))
  const rest = hidden.length > 0 ? [restLine(hidden, options)] : []
  return [...(isCut ? warnings.slice(-2) : []), ...head, ...lines, ...rest]
}

/** What was done and how long each part took: `4 done, 1 failed in 3.2s: create 0.4s, start 2.9s`. */
export function summaryLine(board: Board, { now, style }: Pick<FrameOptions, 'now' | 'style'>): string {
  const items = [...board.items.values()].filter(({ startedAt }) => startedAt !== undefined)
  const counts = countStates(items)
  const parts = [
    ...(counts.done > 0 ? [style.green(`${counts.done} done`)] : []),
    ...(counts.failed > 0 ? [style.red(`${counts.failed} failed`)] : []),
    ...(counts.working > 0 ? [style.yellow(`${counts.working} unfinished`)] : []),
  ]
  if (parts.length === 0) return ''
  const phases = board.phases.list().filter(([, milliseconds]) => milliseconds >= 50)
  const shares = phases.map(([verb, milliseconds]) => `${verb} ${secondsSince(0, milliseconds)}`).join(', ')
  return `${parts.join(', ')} in ${secondsSince(board.startedAt, now)}${phases.length > 1 ? style.dim(`: ${shares}`) : ''}`
}

function headLine(items: readonly Item[], { title, style, columns }: FrameOptions): string {
  const finished = items.filter(isFinished).length
  const text = truncate(`${title} ${finished}/${items.length}`, columns)
  return finished === items.length ? style.blue(text) : style.bold(text)
}

/** Which items are drawn where not all find room: first what failed and what is going on, then the latest. */
function choose(items: readonly Item[], room: number): { shown: readonly Item[]; hidden: readonly Item[] } {
  if (items.length <= room) return { shown: items, hidden: [] }
  const byWeight = items
    .map((item, i) => ({ item, i, weight: WEIGHTS[item.state] }))
    .sort((a, b) => a.weight - b.weight || (b.item.endedAt ?? 0) - (a.item.endedAt ?? 0) || a.i - b.i)
  const chosen = new Set(byWeight.slice(0, Math.max(0, room - 1)).map(({ item }) => item))
  return {
    shown: items.filter((item) => chosen.has(item)),
    hidden: items.filter((item) => !chosen.has(item)),
  }
}

const WEIGHTS: Readonly<Record<ItemState, number>> = {
  failed: 0,
  working: 1,
  done: 2,
  waiting: 3,
  skipped: 4,
}

const USUAL_WORD = 'Restarting'.length
const TIME_WIDTH = 7
/** How wide a list may be whatever stands in it. */
const USUAL_COLUMNS = 72
/** With less room there is none. */
const LEAST_DETAIL = 8

function labelWidth(items: readonly Item[], columns: number): number {
  const longest = Math.max(0, ...items.map(({ label }) => textWidth(label)))
  return Math.max(8, Math.min(longest, columns - USUAL_WORD - TIME_WIDTH - 6))
}

/** How wide the list is: on a wide terminal no wider than its texts, so that times stand beside what they are of. */
function listColumns(items: readonly Item[], width: number, { columns, symbols }: FrameOptions): number {
  const texts = items.map((item) => {
    const detail = detailOf(item, symbols, columns)
    return (
      Math.max(textWidth(item.word), USUAL_WORD) +
      (detail ? 2 + Math.max(LEAST_DETAIL, textWidth(detail)) : 0)
    )
  })
  const isBuilding = items.some((item) => runningSteps(item).length > 0)
  return isBuilding
    ? columns
    : Math.min(columns, Math.max(USUAL_COLUMNS, width + 5 + Math.max(...texts, 0) + TIME_WIDTH))
}

/** What a build is at; nothing of one that was broken off. */
function runningSteps({ build, state }: Item): RunningStep[] {
  return state === 'working' && build ? build.running : []
}

/** An item's line, with its running steps below where there is room for them. */
function itemLines(item: Item, width: number, each: number | undefined, options: FrameOptions): string[] {
  const steps = runningSteps(item)
  if (each === undefined || steps.length === 0) return [itemLine(item, width, options)]
  const line = itemLine({ ...item, detail: item.build?.summary ?? '' }, width, options)
  return [line, ...stepRows(steps, each, options)]
}

function itemLine(item: Item, width: number, options: FrameOptions): string {
  const { columns, style, symbols, now } = options
  const paint = paintOf(item.state, style)
  const time = timeOf(item, now)
  const label = padEnd(truncateStart(item.label, width, symbols.more), width)
  // One column for the margin, symbol, two gaps; the time stands at the right edge.
  const room = columns - width - 5 - (time ? TIME_WIDTH : 0)
  const word = truncate(item.word, room, symbols.more)
  const left = room - textWidth(word) - 2
  const detail = left >= LEAST_DETAIL ? truncate(detailOf(item, symbols, left), left, symbols.more) : ''
  const text = detail ? `${paint(word)}  ${style.dim(detail)}` : paint(word)
  const used = textWidth(word) + (detail ? 2 + textWidth(detail) : 0)
  const gap = ' '.repeat(Math.max(0, room - used))
  const line = ` ${paint(symbolOf(item.state, options))} ${label}  ${text}`
  return time ? `${line}${gap}${style.dim(time.padStart(TIME_WIDTH))}` : line.trimEnd()
}

function restLine(hidden: readonly Item[], { columns, style, symbols }: FrameOptions): string {
  const counts = countStates(hidden)
  const parts = (['working', 'done', 'waiting', 'skipped'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
  return style.dim(
    truncate(` ${symbols.more} ${hidden.length} more: ${parts.join(', ')}`, columns, symbols.more),
  )
}

function warningLine(message: string, { columns, style, symbols }: FrameOptions): string {
  const [first = ''] = message.split('\n')
  return style.yellow(truncate(` ${symbols.warning} ${first}`, columns, symbols.more))
}

function symbolOf(state: ItemState, { symbols, tick }: FrameOptions): string {
  return state === 'working' ? (symbols.spinner[tick % symbols.spinner.length] ?? '') : symbols[state]
}

function paintOf(state: ItemState, style: Style): (text: string) => string {
  switch (state) {
    case 'done':
      return style.green
    case 'failed':
      return style.red
    case 'working':
      return style.cyan
    default:
      return style.dim
  }
}

const BAR_WIDTH = 12

/** How far a transfer is, with a bar where there is room for one; else what a build is at, or why. */
function detailOf({ layers, detail, why, state }: Item, { full, empty }: Symbols, room: number): string {
  if (state !== 'working' || layers.size === 0) return detail || why
  const sizes = [...layers.values()]
  const current = sizes.reduce((sum, layer) => sum + layer.current, 0)
  const total = sizes.reduce((sum, layer) => sum + layer.total, 0)
  if (total === 0) return ''
  const filled = Math.min(BAR_WIDTH, Math.round((current / total) * BAR_WIDTH))
  const numbers = `${humanSize(current, 3)} / ${humanSize(total, 3)}`
  if (room < numbers.length + 1 + BAR_WIDTH) return numbers
  return `${full.repeat(filled)}${empty.repeat(BAR_WIDTH - filled)} ${numbers}`
}

function timeOf({ startedAt, endedAt, state }: Item, now: number): string {
  if (startedAt === undefined) return ''
  return secondsSince(startedAt, state === 'working' ? now : (endedAt ?? now))
}

function isFinished({ state }: Item): boolean {
  return state !== 'waiting' && state !== 'working'
}

function countStates(items: readonly Item[]): Record<ItemState, number> {
  const counts: Record<ItemState, number> = { waiting: 0, working: 0, done: 0, failed: 0, skipped: 0 }
  for (const { state } of items) counts[state]++
  return counts
}
