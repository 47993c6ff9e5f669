import type { CreateContext } from '../../model/attribute.ts'

/** Whether an engine's API is of this version or a later one. */
export function isAtLeast([major, minor]: CreateContext['api'], [a, b]: CreateContext['api']): boolean {
  return major > a || (major === a && minor >= b)
}
