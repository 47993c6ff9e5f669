import { Failed, failure } from '../model/failure.ts'

/** The working directory, or `/` where it has been removed: then what needs it fails when it looks there. */
export function workingDirectory(process: Pick<NodeJS.Process, 'cwd' | 'env'>): string {
  try {
    return process.cwd()
  } catch {
    return REMOVED
  }
}

/** Stands for a directory that is not there any more; nothing can be below it. */
export const REMOVED = '/proc/self/cwd (removed)'

/** Fails where the working directory is not there any more. */
export function checkWorkingDirectory(cwd: string): void {
  if (cwd === REMOVED) throw new Failed(failure('working-directory-removed', {}))
}
