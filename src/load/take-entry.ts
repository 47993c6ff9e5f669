import type { Origin, Tree, TreeMap } from '../model/tree.ts'
import { originOf } from '../model/tree.ts'

/** The value of a mapping's key and where it came from. */
export interface Entry {
  readonly value: Tree | undefined
  readonly origin: Origin | undefined
}

/** Takes a key out of a mapping. */
export function takeEntry(map: TreeMap, key: string): Entry {
  const entry = { value: map[key], origin: originOf(map, key) }
  delete map[key]
  return entry
}
