import type { Tree, TreeMap } from '../model/tree.ts'
import { isList, isMap } from '../model/tree.ts'
import type { Frame } from './context.ts'
import { ruleContext } from './context.ts'
import type { RuleNode } from './rules.ts'
import { ruleBelow } from './rules.ts'

type Step = string | number

/**
 * Runs the rules of one kind over a tree, in place: a value's own rule first, then those of what it has
 * become. Branches without rules are not visited.
 */
export function transformTree(
  root: TreeMap,
  kind: 'canonical' | 'defaults' | 'absolute',
  rules: RuleNode,
  frame: Frame,
): void {
  const path: Step[] = []
  const visit = (value: Tree, node: RuleNode): Tree => {
    const rule = node[kind]
    const changed = rule ? rule(value, ruleContext(frame, root, [...path])) : value
    forEachRuled(changed, node, path, (child, below, set) => set(visit(child, below)))
    return changed
  }
  visit(root, rules)
}

/** Runs all checks over a tree. */
export function checkTree(root: TreeMap, rules: RuleNode, frame: Frame): void {
  const path: Step[] = []
  const visit = (value: Tree, node: RuleNode): void => {
    node.check?.(value, ruleContext(frame, root, [...path]))
    forEachRuled(value, node, path, visit)
  }
  visit(root, rules)
}

function forEachRuled(
  value: Tree,
  node: RuleNode,
  path: Step[],
  visit: (child: Tree, below: RuleNode, set: (changed: Tree) => void) => void,
): void {
  const go = (key: Step, child: Tree) => {
    const below = ruleBelow(node, key)
    if (!below) return
    path.push(key)
    visit(child, below, (changed) => {
      ;(value as TreeMap)[key] = changed
    })
    path.pop()
  }
  if (isMap(value)) for (const key of Object.keys(value)) go(key, value[key] as Tree)
  else if (isList(value)) for (const [index, item] of value.entries()) go(index, item)
}
