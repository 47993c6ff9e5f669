import { createJsonProgress } from './json.ts'
import { createPlainProgress } from './plain.ts'
import type { Progress, ProgressOptions } from './progress.ts'
import { createQuietProgress } from './quiet.ts'

export type ProgressMode = 'tty' | 'plain' | 'json' | 'quiet' | 'github' | 'gitlab'

/** Makes the progress of a mode. What draws on terminals is loaded only for `tty`. */
export async function createProgress(mode: ProgressMode, options: ProgressOptions): Promise<Progress> {
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
      return createTtyProgress(options)
    }
  }
}
