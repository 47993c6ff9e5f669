import type { Tree } from '../../model/tree.ts'
import { isList, isMap } from '../../model/tree.ts'

/** Whether two values are equal, wherever they come from. */
export function sameTree(a: Tree, b: Tree): boolean {
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => sameTree(item, b[index] as Tree))
  }
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a)
    if (keys.length !== Object.keys(b).length) return false
    return keys.every((key) => key in b && sameTree(a[key] as Tree, b[key] as Tree))
  }
  return Object.is(a, b)
}
