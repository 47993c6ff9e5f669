import { Failed, failure } from '../../model/failure.ts'
import type { Context } from '../context.ts'

const LIMIT = 'COMPOSE_PARALLEL_LIMIT'

interface Limits {
  readonly globals: Pick<Context['globals'], 'parallel'>
  readonly environment: Context['environment']
}

/** `--parallel`, else COMPOSE_PARALLEL_LIMIT; no limit when neither is positive. */
export function parallelism({ globals, environment }: Limits): number {
  const value = environment[LIMIT] ?? ''
  if (!/^([+-]?\d+)?$/.test(value))
    throw new Failed(failure('flag-value-invalid', { flag: LIMIT, value, expected: 'whole-number' }))
  const asked = globals.parallel > 0 ? globals.parallel : Number(value)
  return asked > 0 ? asked : Number.POSITIVE_INFINITY
}
