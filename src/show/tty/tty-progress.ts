import { DefaultRenderer, ListrEventManager, ListrLogger, ProcessOutput } from 'listr2'
import { createStyle, withoutSequences } from '../ansi.ts'
import { describeFailure } from '../diagnostics.ts'
import { flushed, type Progress, type ProgressOptions } from '../progress/progress.ts'
import { textWidth } from '../width.ts'
import { Board } from './board.ts'
import { drawFrame, type FrameOptions, summaryLine } from './frame.ts'
import { Painter } from './painter.ts'
import { symbolsFor } from './symbols.ts'

const DRY_RUN = 'DRY-RUN MODE -'
const INTERVAL = 100

/**
 * A list on the terminal that changes in place. Events fill a board; listr2 redraws it, keeps other output
 * from tearing it, and gives the terminal back.
 */
export function createTtyProgress(options: ProgressOptions): Progress {
  const { stream, now } = options
  const board = new Board(now, options.services)
  const renderer = new BoardRenderer(board, options)
  const ready = renderer.render()
  return {
    sink: board.sink,
    async end() {
      await ready
      board.settle()
      renderer.endWith(lastLines(board, options))
      await flushed(stream)
    },
  }
}

/**
 * listr2's renderer with the board in the place of its task list, and with a painter in the place of its own, which
 * erases every line before it draws (that flickers) and knows only the size the terminal had at first.
 */
class BoardRenderer extends DefaultRenderer {
  readonly #board: Board
  readonly #options: ProgressOptions
  readonly #output: ProcessOutput
  readonly #painter = new Painter()

  constructor(board: Board, options: ProgressOptions) {
    const stream = options.stream as NodeJS.WriteStream
    const processOutput = new ProcessOutput(stream, stream, { leaveEmptyLine: false })
    super([], { logger: new ListrLogger({ processOutput }), clearOutput: true }, new ListrEventManager())
    this.#board = board
    this.#output = processOutput
    this.#options = options
  }

  override update(): void {
    this.#draw(drawFrame(this.#board, frameOptions(this.#options)))
  }

  /** Stops drawing; these lines take the place of the list and stay. */
  endWith(lines: readonly string[]): void {
    this.#draw(lines)
    this.end()
  }

  #draw(lines: readonly string[]): void {
    const { columns, rows } = frameOptions(this.#options)
    const widthOf = (line: string) => textWidth(withoutSequences(line))
    const text = this.#painter.draw(lines, { columns: columns + 1, rows }, widthOf)
    if (text) this.#output.toStdout(text, false)
  }
}

const DEFAULT_COLUMNS = 80
const DEFAULT_ROWS = 24

function frameOptions({ stream, color, unicode, dryRun, title = '[+]', now }: ProgressOptions): FrameOptions {
  const time = now()
  const [columns, rows] = sizeOf(stream)
  return {
    // In the last column some terminals already begin a new line.
    columns: (columns || DEFAULT_COLUMNS) - 1,
    rows: rows || DEFAULT_ROWS,
    now: time,
    tick: Math.floor(time / INTERVAL),
    style: createStyle(color),
    symbols: symbolsFor(unicode),
    title: dryRun ? `${DRY_RUN} ${title}` : title,
  }
}

/** Asked of the terminal itself: what Node remembers is behind when a signal of its change was missed. */
function sizeOf(stream: ProgressOptions['stream']): readonly [number | undefined, number | undefined] {
  return 'getWindowSize' in stream && typeof stream.getWindowSize === 'function'
    ? (stream.getWindowSize() as [number, number])
    : [stream.columns, stream.rows]
}

/** What stays on the screen: warnings in full, every item, and a summary. */
function lastLines(board: Board, options: ProgressOptions): string[] {
  const frame = { ...frameOptions(options), rows: Number.POSITIVE_INFINITY }
  const summary = summaryLine(board, frame)
  return [
    ...board.warnings.flatMap((failure) =>
      describeFailure(failure, { ...options, columns: frame.columns }).split('\n'),
    ),
    ...drawFrame(board, frame),
    ...(summary ? [summary] : []),
  ]
}
