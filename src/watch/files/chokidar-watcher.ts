import { watch } from 'chokidar'
import type { FileWatcher, WatchRequest } from './file-watcher.ts'

/** Milliseconds between two looks at a file that is polled: many files are, so not too often. */
const POLL_INTERVAL = 1000

/** Watches by chokidar; resolves once everything is watched. */
export async function watchByChokidar(
  { roots, reaches, onChange }: WatchRequest,
  { poll }: { readonly poll: boolean },
): Promise<FileWatcher> {
  const isRoot = new Set(roots)
  const watcher = watch([...roots], {
    ignoreInitial: true,
    followSymlinks: false,
    usePolling: poll,
    interval: POLL_INTERVAL,
    binaryInterval: POLL_INTERVAL,
    ignored: (path, stats) => Boolean(stats?.isDirectory()) && !isRoot.has(path) && !reaches(path),
  })
  watcher.on('add', (path) => onChange(path, 'new'))
  watcher.on('addDir', (path) => !isRoot.has(path) && onChange(path, 'new'))
  watcher.on('change', (path) => onChange(path, 'changed'))
  watcher.on('unlink', (path) => onChange(path, 'gone'))
  // Of a root that is a directory only the content counts.
  watcher.on('unlinkDir', (path) => !isRoot.has(path) && onChange(path, 'gone'))
  // What cannot be read cannot be watched; the rest goes on.
  watcher.on('error', () => {})
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()))
  return { close: () => void watcher.close() }
}
