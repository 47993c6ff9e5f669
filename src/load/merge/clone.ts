import type { Tree, TreeMap, Via } from '../../model/tree.ts'
import { isList, isMap, originOf, setOrigin, treeMap } from '../../model/tree.ts'

/** A copy that can be changed; what is in it got here by `via`, before the ways it had come already. */
export function cloneTree<T extends Tree>(value: T, via?: Via): T {
  if (isMap(value)) return cloneMap(value, via) as T
  if (!isList(value)) return value
  const list = value.map((item) => cloneTree(item, via))
  value.forEach((_, index) => {
    setOrigin(list, index, arrived(originOf(value, index), via))
  })
  return list as Tree as T
}

function cloneMap(map: TreeMap, via: Via | undefined): TreeMap {
  const result = treeMap()
  for (const key of Object.keys(map)) {
    result[key] = cloneTree(map[key] as Tree, via)
    setOrigin(result, key, arrived(originOf(map, key), via))
  }
  return result
}

function arrived(origin: ReturnType<typeof originOf>, via: Via | undefined) {
  if (!origin || !via) return origin
  return { ...origin, via: origin.via ? { ...via, next: origin.via } : via }
}
