import { Failed, failure } from '../../model/failure.ts'
import { optionalText } from '../flag.ts'
import type { HealMode } from '../watch/healer.ts'

const HEAL_MODES = ['stopped', 'unhealthy']

/** `--heal`, `--heal=unhealthy`. */
export const healFlag = optionalText(
  '--heal',
  'stopped',
  'Put containers back that are removed, stopped or changed; with =unhealthy also restart those that are unhealthy',
  { choices: HEAL_MODES },
)

/** Reads `--heal`; undefined when it was not given. */
export function readHeal(value: string | undefined): HealMode | undefined {
  if (value === undefined || value === 'stopped' || value === 'unhealthy') return value
  throw new Failed(failure('flag-value-invalid', { flag: '--heal', value, allowed: HEAL_MODES }))
}
