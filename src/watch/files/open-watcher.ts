import { type DirectoryWatcher, watchDirectories } from './directory-watcher.ts'
import { type FileWatcher, LimitReached, type WatchRequest } from './file-watcher.ts'

/** What decides how files are watched. */
export interface WatcherChoice {
  readonly platform: NodeJS.Platform
  /** Looks at the files again and again instead of being notified. */
  readonly poll: boolean
  /** Called when the system has no more notifications to give by one of its settings, and polling begins. */
  onLimit(setting: string): void
}

/**
 * Watches files by what serves best: on Linux a notification for each directory that matters; elsewhere
 * chokidar, and also where the limit of notifications is reached (polling then).
 */
export async function openWatcher(request: WatchRequest, choice: WatcherChoice): Promise<FileWatcher> {
  const other = async (poll: boolean) => {
    const { watchByChokidar } = await import('./chokidar-watcher.ts')
    return watchByChokidar(request, { poll })
  }
  if (choice.poll || choice.platform !== 'linux') return other(choice.poll)
  let current: FileWatcher | undefined
  let isClosed = false
  const fallBack = async ({ setting }: LimitReached, before?: DirectoryWatcher) => {
    before?.close()
    choice.onLimit(setting)
    current = await other(true)
    if (isClosed) current.close()
    // Between the one and the other nobody has listened, and new directories may be half read.
    else before?.tellMissed()
  }
  try {
    const watcher = watchDirectories(request, (reached) => void fallBack(reached, watcher))
    current = watcher
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    await fallBack(error)
  }
  return {
    get directories() {
      return current?.directories ?? 0
    },
    close() {
      isClosed = true
      current?.close()
    },
  }
}
