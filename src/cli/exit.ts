import { Failed, type Failure, failure } from '../model/failure.ts'

/** The failures in whatever was thrown; what is no failure is a bug and says so. */
export function failuresOf(error: unknown): readonly Failure[] {
  if (error instanceof Failed) return error.failures
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return [failure('internal-error', { message, ...(stack && { stack }) })]
}
