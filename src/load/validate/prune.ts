import type { TreeMap } from '../../model/tree.ts'
import { isMap } from '../../model/tree.ts'

/** Steps to what is taken away with something wrong in it: a service's key, or a whole other element. */
const SERVICE_KEY_DEPTH = 3
const ELEMENT_DEPTH = 2

/**
 * Takes out of a tree what is known to be wrong, so that the rest can be looked at without finding the same
 * trouble again. The loading has failed already when this is used.
 */
export function prune(tree: TreeMap, wrong: readonly (readonly (string | number)[])[]): void {
  for (const path of wrong) {
    const depth = path[0] === 'services' ? SERVICE_KEY_DEPTH : ELEMENT_DEPTH
    remove(tree, path.slice(0, depth))
  }
}

function remove(tree: TreeMap, path: readonly (string | number)[]): void {
  let parent: TreeMap = tree
  for (const step of path.slice(0, -1)) {
    const next = parent[step]
    if (!isMap(next)) return
    parent = next
  }
  const last = path.at(-1)
  if (last !== undefined) delete parent[last]
}
