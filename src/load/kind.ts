import type { Kind } from '../model/failures/load.ts'
import type { Tree } from '../model/tree.ts'

/** What a value is, in words a user knows. */
export function kindOf(value: Tree | undefined): Kind {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'object' ? 'mapping' : (typeof value as 'string' | 'boolean')
}
