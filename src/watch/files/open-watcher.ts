import { watchDirectories } from './directory-watcher.ts'
import { type FileWatcher, LimitReached, type WatchRequest } from './file-watcher.ts'

/** What decides how files are watched. */
export interface WatcherChoice {
  readonly platform: NodeJS.Platform
  /** Looks at the files again and again instead of being notified. */
  readonly poll: boolean
  /** Called when the system has no more notifications to give, and polling begins. */
  onLimit(): void
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
  const fallBack = async () => {
    current?.close()
    choice.onLimit()
    current = await other(true)
    if (isClosed) current.close()
  }
  try {
    current = watchDirectories(request, () => void fallBack())
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    await fallBack()
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
