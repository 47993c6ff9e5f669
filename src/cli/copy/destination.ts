import { posix } from 'node:path'
import { Failed, failure } from '../../model/failure.ts'

/** What is known of the two ends of a copy. */
export interface CopyEnds {
  /** As typed: a `/.` at its end means what is in the directory, not the directory. */
  readonly sourcePath: string
  readonly sourceIsDirectory: boolean
  readonly targetPath: string
  readonly target: 'missing' | 'file' | 'directory'
}

/** Where a copy goes. */
export interface Placement {
  /** The directory that the archive is unpacked in. */
  readonly directory: string
  /** What the topmost entry is to be called there; empty puts what is in it into `directory`. */
  readonly name: string
}

/** Decides where a copy goes, by the rules of `docker cp`. */
export function placeCopy({ sourcePath, sourceIsDirectory, targetPath, target }: CopyEnds): Placement {
  const contentOnly = /(^|\/)\.$/.test(sourcePath)
  if (target === 'directory') {
    return contentOnly
      ? { directory: targetPath, name: '' }
      : { directory: targetPath, name: posix.basename(sourcePath) }
  }
  const mustBeDirectory = targetPath.endsWith('/')
  const isRefused =
    target === 'file' ? sourceIsDirectory || mustBeDirectory : mustBeDirectory && !sourceIsDirectory
  if (isRefused) {
    throw new Failed(failure('copy-target-no-directory', { path: targetPath, sourceIsDirectory }))
  }
  const path = targetPath.replace(/\/+$/, '') || '/'
  return { directory: posix.dirname(path), name: posix.basename(path) }
}
