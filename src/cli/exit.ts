import { UnreadablePath } from '../files/read-file.ts'
import { unreadableFailure } from '../files/read-or-fail.ts'
import { Failed, type Failure, failure } from '../model/failure.ts'

/** The failures in whatever was thrown; what is neither ours nor the system's is a bug and says so, with `debug` where. */
export function failuresOf(error: unknown, debug = false): readonly Failure[] {
  if (error instanceof Failed) return error.failures
  if (error instanceof UnreadablePath) return [unreadableFailure(error)]
  const { message, stack, code, syscall, path }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error))
  if (code && syscall) return [failure('system-error', { code, syscall, ...(path && { path }) })]
  return [failure('internal-error', { message, ...(debug && stack && { stack }) })]
}
