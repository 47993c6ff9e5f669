import { describeFailure } from '../diagnostics.ts'
import { flushed, type Progress, type ProgressOptions } from './progress.ts'

/** Nothing but warnings. */
export function createQuietProgress(options: ProgressOptions): Progress {
  return {
    sink(event) {
      if (event.kind === 'warning') options.stream.write(`${describeFailure(event.failure, options)}\n`)
    },
    end: () => flushed(options.stream),
  }
}
