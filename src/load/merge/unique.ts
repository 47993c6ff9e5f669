import type { RuleContext } from '../../model/attribute.ts'
import type { Tree, TreeList, TreeMap } from '../../model/tree.ts'
import { isList, isMap, originOf, setOrigin } from '../../model/tree.ts'
import type { Frame } from '../context.ts'
import { ruleContext } from '../context.ts'
import type { RuleNode } from '../rules.ts'
import { ruleBelow } from '../rules.ts'

/** In lists whose items have an identity, lets a later item take the place of an earlier one. In place. */
export function uniqueTree(root: TreeMap, rules: RuleNode, frame: Frame): void {
  const path: string[] = []
  const visit = (map: TreeMap, node: RuleNode): void => {
    for (const key of Object.keys(map)) {
      const below = ruleBelow(node, key)
      if (!below) continue
      const value = map[key] as Tree
      path.push(key)
      if (isMap(value)) visit(value, below)
      else if (isList(value) && below.unique) {
        map[key] = uniqueItems(value, below.unique, ruleContext(frame, root, [...path]))
      }
      path.pop()
    }
  }
  visit(root, rules)
}

function uniqueItems(
  list: TreeList,
  identify: (item: Tree, context: RuleContext) => string,
  context: RuleContext,
): TreeList {
  const places = new Map<string, number>()
  const result: TreeList = []
  list.forEach((item, index) => {
    const identity = identify(item, context)
    const taken = places.get(identity)
    const to = taken ?? result.length
    const origin = originOf(list, index)
    const replaced = taken === undefined ? undefined : originOf(result, taken)
    const was = replaced && { value: result[to] as Tree, origin: replaced }
    setOrigin(result, to, origin && (was ? { ...origin, was } : origin))
    result[to] = item
    places.set(identity, to)
  })
  return places.size === list.length ? list : result
}
