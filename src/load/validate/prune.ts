import type { TreeMap } from '../../model/tree.ts'
import { isMap, treeMap } from '../../model/tree.ts'

/** Steps to what is taken away with something wrong in it: a service's key, or a whole other element. */
const SERVICE_KEY_DEPTH = 3
const ELEMENT_DEPTH = 2

/** What stays of each: of a secret or config, one that need not say what it holds. */
const REST: Readonly<Record<string, () => TreeMap>> = {
  services: treeMap,
  networks: treeMap,
  volumes: treeMap,
  secrets: external,
  configs: external,
}

function external(): TreeMap {
  return Object.assign(treeMap(), { external: true })
}

/**
 * Takes out of a tree what is known to be wrong, so that the rest can be looked at without finding the same
 * trouble again. A service, network and so on stays by its name, empty, for others may refer to it. The loading has
 * failed already when this is used.
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
  if (last === undefined || !(last in parent)) return
  const rest = path.length === ELEMENT_DEPTH ? REST[String(path[0])] : undefined
  if (rest) parent[last] = rest()
  else delete parent[last]
}
