import type { Tree } from '../../model/tree.ts'
import { isList, isMap } from '../../model/tree.ts'

/** The value itself, or a copy with plain numbers when it has big integers, which the validators do not know. */
export function withoutBigInts(value: Tree): unknown {
  return hasBigInt(value) ? toNumbers(value) : value
}

function hasBigInt(value: Tree): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint'
  if (isList(value)) return value.some(hasBigInt)
  for (const key in value) if (hasBigInt(value[key] as Tree)) return true
  return false
}

function toNumbers(value: Tree): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (isList(value)) return value.map(toNumbers)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toNumbers(item)]))
}
