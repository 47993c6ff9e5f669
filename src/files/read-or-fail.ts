import { Failed, type Failure, failure } from '../model/failure.ts'
import { readPlainFile, UnreadablePath } from './read-file.ts'

/** The bytes of a regular file that must be there. Throws the failure `path-unreadable`. */
export function readOrFail(path: string, limit: number): Buffer {
  try {
    return readPlainFile(path, limit)
  } catch (error) {
    throw error instanceof UnreadablePath ? new Failed(unreadableFailure(error)) : error
  }
}

/** The same, undefined where nothing is there. */
export function readIfThereOrFail(path: string, limit: number): Buffer | undefined {
  try {
    return readPlainFile(path, limit)
  } catch (error) {
    if (!(error instanceof UnreadablePath)) throw error
    if (error.reason === 'missing') return undefined
    throw new Failed(unreadableFailure(error))
  }
}

/** The failure for a file that cannot be read, where nothing more is known of what it was to be. */
export function unreadableFailure({ path, reason, detail }: UnreadablePath): Failure {
  return failure('path-unreadable', { path, reason, ...(detail && { detail }) })
}
