import { type BigIntStats, lstat, lstatSync, readlinkSync } from 'node:fs'
import type { Stat } from '../wire/messages.ts'
import { goStat } from './go-stat.ts'
import { UnreadableFile } from './source.ts'

/** A path below the root, and what reading it gave; without `stat` it has vanished. */
export interface StatTarget {
  readonly path: string
  stat?: Stat
  /** Of plain files: device and number, to know the file again. */
  identity?: string
  /** Whether the file has several names. */
  linked?: boolean
}

/** Reads the metadata of many files. */
export interface StatReader {
  read(targets: readonly StatTarget[]): Promise<void>
}

/**
 * Milliseconds a file may take, on average, before it is read off the main thread: more than it takes on a
 * machine that is busy with other things, as threads only help to wait.
 */
const slow = 0.5

/**
 * Makes a reader that asks the kernel directly while it answers from its cache, which is three times as fast
 * as asking through Node's threads, and through the threads from when the disk is seen to be slow.
 */
export function createStatReader(root: string): StatReader {
  let threads = false
  return {
    async read(targets) {
      if (threads || targets.length === 0) {
        await Promise.all(targets.map((target) => readInThread(root, target)))
        return
      }
      const begun = performance.now()
      for (const target of targets) readNow(root, target)
      threads = performance.now() - begun > slow * targets.length + 5
      // Lets what was sent so far go out.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

function readNow(root: string, target: StatTarget): void {
  try {
    const stats = lstatSync(`${root}/${target.path}`, { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) checkVanished(target)
    else note(root, target, stats)
  } catch (error) {
    passOverVanished(error as NodeJS.ErrnoException, target)
  }
}

function readInThread(root: string, target: StatTarget): Promise<void> {
  return new Promise((resolve, reject) => {
    lstat(`${root}/${target.path}`, { bigint: true }, (error, stats) => {
      try {
        if (error) passOverVanished(error, target)
        else note(root, target, stats)
        resolve()
      } catch (failed) {
        reject(failed)
      }
    })
  })
}

function note(root: string, target: StatTarget, stats: BigIntStats): void {
  const link = stats.isSymbolicLink() ? readlinkSync(`${root}/${target.path}`) : ''
  target.stat = goStat(target.path, stats, link)
  if (!stats.isFile()) return
  target.identity = `${stats.dev}:${stats.ino}`
  target.linked = stats.nlink > 1n
}

function passOverVanished(error: NodeJS.ErrnoException, target: StatTarget): void {
  // A symlink that became something else meanwhile is as good as gone.
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR' && error.code !== 'EINVAL') throw error
  checkVanished(target)
}

/** A name that is not UTF-8 reads as one that is not there; that must not drop the file silently. */
function checkVanished({ path }: StatTarget): void {
  if (path.includes('\ufffd')) throw new UnreadableFile(path, 'its name is not UTF-8')
}
