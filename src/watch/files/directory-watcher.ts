import { type FSWatcher, readFileSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createBurstMeter } from './burst-meter.ts'
import { DirectoryTree } from './directory-tree.ts'
import { type FileWatcher, LimitReached, type WatchRequest } from './file-watcher.ts'
import { statOf } from './stat-of.ts'

/** Milliseconds between looks for a root that is not there and whose parent is not there either. */
const ABSENT_INTERVAL = 500
/** Milliseconds to wait after a burst in which notifications were lost before looking at everything. */
const AFTER_BURST = 200

/**
 * Watches with one notification a directory, which is the least there is: neither files nor what is ignored
 * costs anything. Each root's parent is watched for the root itself, since it may be replaced. Throws
 * `LimitReached` when there are no more notifications, and calls `onLimit` when that happens later.
 */
export function watchDirectories(
  request: WatchRequest,
  onLimit: (reached: LimitReached) => void,
): DirectoryWatcher {
  const watcher = new DirectoryWatcher(request, onLimit)
  watcher.begin()
  return watcher
}

export class DirectoryWatcher implements FileWatcher {
  readonly #request: WatchRequest
  readonly #onLimit: (reached: LimitReached) => void
  readonly #handles = new Map<string, FSWatcher>()
  /** Parents of roots, with the names in them that are roots. */
  readonly #anchors = new Map<string, { handle: FSWatcher | undefined; readonly names: Set<string> }>()
  readonly #tree: DirectoryTree
  readonly #meter = createBurstMeter(queueLength(), Date.now, (since) => this.#recheckSoon(since))
  #absent: NodeJS.Timeout | undefined
  #recheck: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(request: WatchRequest, onLimit: (reached: LimitReached) => void) {
    this.#request = request
    this.#onLimit = onLimit
    this.#tree = new DirectoryTree({
      reaches: request.reaches,
      onChange: request.onChange,
      // Once closed, directories are only looked at.
      enter: (directory) => this.#isClosed || this.#enter(directory),
      leave: (directory) => this.#leave(directory),
    })
  }

  get directories(): number {
    return this.#handles.size
  }

  begin(): void {
    for (const root of this.#request.roots) {
      const parent = dirname(root)
      const anchor = this.#anchors.get(parent)
      if (anchor) anchor.names.add(basename(root))
      else this.#anchors.set(parent, { handle: undefined, names: new Set([basename(root)]) })
    }
    try {
      for (const parent of this.#anchors.keys()) this.#anchor(parent)
      for (const root of this.#request.roots) this.#tree.addRoot(root, 'there')
    } catch (error) {
      this.close()
      throw error
    }
    this.#lookForAbsent()
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#absent)
    clearTimeout(this.#recheck)
    for (const handle of this.#handles.values()) handle.close()
    for (const { handle } of this.#anchors.values()) handle?.close()
    this.#handles.clear()
  }

  /** For when something else has taken over from the closed watcher: what it has not told any more. */
  tellMissed(): void {
    this.#tree.recheck(this.#meter.since())
  }

  #anchor(parent: string): void {
    const anchor = this.#anchors.get(parent)
    if (!anchor) return
    anchor.handle?.close()
    anchor.handle = this.#open(parent, (event, name) => {
      if (!anchor.names.has(name)) return
      const root = join(parent, name)
      if (event === 'rename') this.#tree.addRoot(root, 'again')
      else this.#tree.touch(root)
      this.#lookForAbsent()
    })
  }

  /** Begins to watch a directory; false when it is there no more or may not be read. */
  #enter(directory: string): boolean {
    const handle = this.#open(directory, (event, name) => {
      if (event === 'rename') this.#tree.renamed(directory, name)
      else this.#tree.changed(directory, name)
    })
    if (!handle) return false
    this.#handles.get(directory)?.close()
    this.#handles.set(directory, handle)
    return true
  }

  #leave(directory: string): void {
    this.#handles.get(directory)?.close()
    this.#handles.delete(directory)
  }

  #open(directory: string, on: (event: 'rename' | 'change', name: string) => void): FSWatcher | undefined {
    try {
      const handle = watch(directory, (event, name) => {
        if (this.#isClosed) return
        this.#meter.count()
        if (name !== null) this.#guarded(() => on(event, name))
      })
      handle.on('error', () => handle.close())
      return handle
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOSPC') throw new LimitReached('fs.inotify.max_user_watches')
      if (code === 'EMFILE') throw new LimitReached('fs.inotify.max_user_instances')
      return undefined
    }
  }

  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error
      if (!this.#isClosed) this.#onLimit(error)
    }
  }

  /** Looks again and again for roots that nothing tells about: their parents are not there either. */
  #lookForAbsent(): void {
    if (this.#absent) return
    const absent = () => this.#request.roots.filter((root) => !statOf(root))
    if (absent().length === 0) return
    let missing = new Set(absent())
    this.#absent = setInterval(() => {
      const now = new Set(absent())
      for (const root of missing) {
        if (now.has(root)) continue
        this.#guarded(() => {
          this.#anchor(dirname(root))
          this.#tree.addRoot(root, 'again')
        })
      }
      missing = now
      if (now.size > 0) return
      clearInterval(this.#absent)
      this.#absent = undefined
    }, ABSENT_INTERVAL)
  }

  #recheckSoon(since: number): void {
    clearTimeout(this.#recheck)
    this.#recheck = setTimeout(() => this.#guarded(() => this.#tree.recheck(since)), AFTER_BURST)
  }
}

/** How many notifications the kernel keeps for us before it drops them. */
function queueLength(): number {
  const usual = 16_384
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8')) || usual
  } catch {
    return usual
  }
}
