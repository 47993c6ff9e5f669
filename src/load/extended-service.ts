import type { Tree, TreeMap } from '../model/tree.ts'
import { copyOrigin, treeMap } from '../model/tree.ts'
import { transformTree } from './apply-rules.ts'
import type { Frame } from './context.ts'
import { uniqueTree } from './merge/unique.ts'
import type { RuleNode } from './rules.ts'
import { invalidServiceKeys } from './validate/validate.ts'

/**
 * A service of a file that is extended, in canonical form and with paths relative to that file. What the
 * schema does not allow stays as it is: whether it matters is seen once the extending service is complete.
 */
export function canonicalService(name: string, service: TreeMap, rules: RuleNode, frame: Frame): TreeMap {
  const invalid = new Set(invalidServiceKeys(service))
  const [valid, rest] = [treeMap(), treeMap()]
  for (const key of Object.keys(service)) {
    const part = invalid.has(key) ? rest : valid
    move(service, key, part)
  }
  const root = treeMap()
  root.services = Object.assign(treeMap(), { [name]: valid })
  transformTree(root, 'canonical', rules, frame)
  uniqueTree(root, rules, frame)
  transformTree(root, 'absolute', rules, frame)
  for (const key of Object.keys(rest)) move(rest, key, valid)
  return valid
}

function move(from: TreeMap, key: string, to: TreeMap): void {
  to[key] = from[key] as Tree
  copyOrigin(from, key, to, key)
}
