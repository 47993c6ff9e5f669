import { type FailureCode, type FailurePayloads, warning } from '../../model/failure.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'

/** Tells the user something that is no reason to fail. */
export async function note<C extends FailureCode>(
  context: Context,
  code: C,
  data: FailurePayloads[C],
): Promise<void> {
  await report([warning(code, data)], context)
}
