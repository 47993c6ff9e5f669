import type { WatchEventSink } from '../../model/watch-event.ts'
import { createStyle } from '../../show/ansi.ts'
import { watchJson } from '../../show/watch/watch-json.ts'
import { watchLine } from '../../show/watch/watch-line.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { isColored } from '../steps/color.ts'

/** Writes what happens while files are watched: lines to standard output, failures to standard error. */
export function tellWatch(context: Context): WatchEventSink {
  const { stdout, cwd, appearance } = context
  const options = { style: createStyle(isColored(context, stdout)), cwd }
  return (event) => {
    const text = appearance.progress === 'json' ? watchJson(event) : watchLine(event, options)
    if (text !== undefined) stdout.write(`${text}\n`)
    if (event.kind === 'failed' || event.kind === 'reload-failed') void report(event.failures, context)
  }
}
