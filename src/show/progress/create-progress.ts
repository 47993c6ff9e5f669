import type { Event } from '../../model/event.ts'
import { quoted } from '../quote.ts'
import { createJsonProgress } from './json.ts'
import { createPlainBuilds, createPlainProgress } from './plain.ts'
import type { Progress, ProgressOptions } from './progress.ts'
import { createQuietProgress } from './quiet.ts'

export type ProgressMode = 'tty' | 'plain' | 'json' | 'quiet' | 'github' | 'gitlab'

/** Makes the progress of a mode, to which all text that is not ours comes quoted. */
export async function createProgress(mode: ProgressMode, options: ProgressOptions): Promise<Progress> {
  const { sink, end } = await progressOf(mode, options)
  return { sink: (event) => sink(quotedEvent(event)), end }
}

/** Failures are quoted when they are put into words, output of builds as it is printed. */
const LATER: ReadonlySet<string> = new Set(['failure', 'line'])

function quotedEvent(event: Event): Event {
  return quoted(event, LATER)
}

/** What draws on terminals is loaded only for `tty`. */
async function progressOf(mode: ProgressMode, options: ProgressOptions): Promise<Progress> {
  switch (mode) {
    case 'plain':
      return createPlainProgress(options)
    case 'json':
      return createJsonProgress(options)
    case 'quiet':
      return createQuietProgress(options)
    case 'github':
    case 'gitlab': {
      const [{ createCiProgress }, { githubMarkers, gitlabMarkers }] = await Promise.all([
        import('./ci.ts'),
        import('./ci-groups.ts'),
      ])
      return createCiProgress(options, mode === 'github' ? githubMarkers : gitlabMarkers)
    }
    case 'tty': {
      const { createTtyProgress } = await import('../tty/tty-progress.ts')
      const { builds } = options
      const drawn = createTtyProgress(options)
      // What is drawn is gone in the end: whoever keeps the output of builds gets it in lines.
      return builds && !builds.isTTY ? both(drawn, createPlainBuilds(options)) : drawn
    }
  }
}

function both(one: Progress, other: Progress): Progress {
  return {
    sink(event) {
      one.sink(event)
      other.sink(event)
    },
    async end() {
      await other.end()
      await one.end()
    },
  }
}
