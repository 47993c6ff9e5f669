import type { Event } from '../../model/event.ts'
import { describeFailure } from '../diagnostics.ts'
import { sentenceOf } from '../failures/compose.ts'
import { createBuildLines } from './build-lines.ts'
import { flushed, type Progress, type ProgressOptions } from './progress.ts'
import { progressLine } from './progress-line.ts'

/** Docker Compose puts this before every line of a dry run. */
const DRY_RUN = ' DRY-RUN MODE - '

/** One line an event, as Docker Compose prints them where there is no terminal. */
export function createPlainProgress(options: ProgressOptions): Progress {
  const { stream, dryRun } = options
  const builds = createPlainBuilds(options)
  const write = (line: string) => stream.write(`${line}\n`)
  return {
    sink(event) {
      if (event.kind === 'warning') {
        const sentence = sentenceOf(event.failure)
        if (sentence !== undefined) write(sentence)
        return write(describeFailure(event.failure, options))
      }
      builds.sink(event)
      const line = plainLine(event, dryRun)
      if (line !== undefined) write(line)
    },
    async end() {
      await builds.end()
      await flushed(stream)
    },
  }
}

/** What builds print, and nothing else. */
export function createPlainBuilds({ stream, builds = stream, now }: ProgressOptions): Progress {
  const lines = createBuildLines(now)
  const write = (line: string) => builds.write(`${line}\n`)
  return {
    sink(event) {
      if (event.kind === 'build') lines.take(event.event).forEach(write)
    },
    end() {
      lines.rest().forEach(write)
      return flushed(builds)
    },
  }
}

/** An event as a line, without its newline; undefined for those that are not told. */
export function plainLine(event: Event, dryRun: boolean): string | undefined {
  const line = progressLine(event)
  const details = line?.details ? ` (${line.details})` : ''
  return line && `${dryRun ? DRY_RUN : ''} ${line.id} ${line.text} ${line.status}${details}`
}
