import { Failed, type Failure } from '../../../src/model/failure.ts'

/** The one failure that something fails with. */
export function failureOf(run: () => unknown): Failure {
  try {
    run()
  } catch (error) {
    return only(error)
  }
  throw new Error('it did not fail')
}

/** The same of something that takes its time. */
export async function failureOfAsync(run: () => Promise<unknown>): Promise<Failure> {
  try {
    await run()
  } catch (error) {
    return only(error)
  }
  throw new Error('it did not fail')
}

function only(error: unknown): Failure {
  if (!(error instanceof Failed)) throw error
  const [failure] = error.failures
  if (!failure || error.failures.length > 1) throw new Error(`${error.failures.length} failures`)
  return failure
}
