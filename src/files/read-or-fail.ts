import { Failed, failure } from '../model/failure.ts'
import { readPlainFile, UnreadablePath } from './read-file.ts'

/** The bytes of a regular file that must be there. Throws the failure `path-unreadable`. */
export function readOrFail(path: string, limit: number): Buffer {
  try {
    return readPlainFile(path, limit)
  } catch (error) {
    if (!(error instanceof UnreadablePath)) throw error
    const { reason, detail } = error
    throw new Failed(failure('path-unreadable', { path, reason, ...(detail && { detail }) }))
  }
}
