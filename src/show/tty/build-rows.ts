import { truncate } from '../width.ts'
import type { RunningStep } from './build-view.ts'
import type { FrameOptions } from './frame.ts'
import { secondsSince } from './seconds.ts'

const TIME_WIDTH = 7
const MOST_LINES = 4

/**
 * How many lines of output each running step may show, when `steps` of them share `room` rows; undefined when
 * there is not even room for their names.
 */
export function linesEach(steps: number, room: number): number | undefined {
  if (steps === 0 || room < steps) return undefined
  return Math.min(MOST_LINES, Math.floor((room - steps) / steps))
}

/** Steps that are going on, each with its time and the last `lines` lines that it printed. */
export function stepRows(steps: readonly RunningStep[], lines: number, options: FrameOptions): string[] {
  return steps.flatMap((step) => [
    stepRow(step, options),
    ...(lines === 0 ? [] : step.lines.slice(-lines)).map((line) => outputRow(line, options)),
  ])
}

function stepRow({ name, startedAt }: RunningStep, { columns, style, symbols, now }: FrameOptions): string {
  const room = columns - 3 - TIME_WIDTH
  const time = secondsSince(startedAt, now).padStart(TIME_WIDTH)
  return `   ${truncate(name, room, symbols.more).padEnd(room)}${style.dim(time)}`
}

function outputRow(line: string, { columns, style, symbols }: FrameOptions): string {
  return style.dim(`   ${symbols.quote} ${truncate(line, columns - 5, symbols.more)}`)
}
