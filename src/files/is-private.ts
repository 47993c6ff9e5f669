import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

const EVERYBODY = 0o004

/** A file that is read, and the one that names it, if another does. */
export interface NamedFile {
  readonly path: string
  /** Whether it is to be a compose file. */
  readonly isCompose: boolean
  readonly namedBy?: string | undefined
}

/**
 * Whether what a file says must not get into messages, which land in logs of others: a compose file that not everybody
 * may read, unless it is one by its name and lies with the file that names it; of other files all that do not lie
 * there, links followed, or that not everybody may read.
 */
export function isPrivate({ path, isCompose, namedBy }: NamedFile): boolean {
  const forEverybody = isForEverybody(path)
  if (isCompose && forEverybody) return false
  const isLikely = isCompose ? /\.ya?ml$|compose/i.test(realName(path)) : forEverybody
  return !(isLikely && isBelow(dirname(namedBy ?? path), path))
}

/** Whether what a Dockerfile says must not get into messages: not everybody may read it, and it is none by its name. */
export function isPrivateDockerfile(path: string): boolean {
  return !isForEverybody(path) && !/dockerfile/i.test(realName(path))
}

/** What a file is called where it is, links followed. */
function realName(path: string): string {
  try {
    return basename(realpathSync.native(path))
  } catch {
    return ''
  }
}

function isForEverybody(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0
  return process.platform === 'win32' || (mode & EVERYBODY) !== 0
}

function isBelow(folder: string, path: string): boolean {
  try {
    const real = realpathSync.native(path)
    const realFolder = realpathSync.native(folder)
    // All lies below the root, and only what lies in it belongs to it.
    return realFolder === sep ? dirname(real) === sep : real.startsWith(join(realFolder, sep))
  } catch {
    return false
  }
}
