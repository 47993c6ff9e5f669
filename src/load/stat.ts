import { realpathSync, type Stats, statSync } from 'node:fs'

// What the loader asks of files it asks at once: loading `node:fs/promises` alone takes longer than reading all
// the files of an ordinary project.

/** What is at a path, through symbolic links; undefined where nothing is, `error` where that cannot be told. */
export function statOf(path: string): Stats | undefined | 'error' {
  try {
    return statSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'error'
  }
}

/** Whether there is a directory at a path. */
export function isDirectory(path: string): boolean {
  const stats = statOf(path)
  return stats !== undefined && stats !== 'error' && stats.isDirectory()
}

/** A path without symbolic links; nothing when there is nothing. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}
