import type { Tree, TreeMap } from '../model/tree.ts'
import { copyOrigin, isMap, treeMap } from '../model/tree.ts'
import { transformTree } from './apply-rules.ts'
import type { Frame } from './context.ts'
import { mergeTrees } from './merge/merge.ts'
import { applyResets } from './merge/resets.ts'
import { uniqueTree } from './merge/unique.ts'
import type { Path } from './parse/documents.ts'
import type { RuleNode } from './rules.ts'
import { invalidServiceKeys } from './validate/validate.ts'

/** A document of a file that is extended, with its variables replaced. */
export interface ExtendedDocument {
  readonly tree: TreeMap
  readonly resets: readonly Path[]
}

/**
 * The services of a file that is extended, in canonical form, with paths relative to that file. Of what the
 * schema does not allow only the services matter that are extended: it stays as it is until one of them is.
 */
export function extendedServices(
  documents: readonly ExtendedDocument[],
  rules: RuleNode,
  frame: Frame,
): Tree | undefined {
  let tree = treeMap()
  const aside: { name: string; part: TreeMap }[] = []
  for (const document of documents) {
    applyResets(tree, document.resets)
    tree = mergeTrees(tree, onlyServices(document.tree, aside), rules, frame)
    uniqueTree(tree, rules, frame)
    transformTree(tree, 'canonical', rules, frame)
    uniqueTree(tree, rules, frame)
  }
  transformTree(tree, 'absolute', rules, frame)
  const { services } = tree
  for (const { name, part } of aside) {
    const service = isMap(services) ? services[name] : undefined
    if (isMap(service)) moveAll(part, service)
  }
  return services
}

/** A tree of the services alone, without what the schema does not allow, which is put aside. */
function onlyServices({ services }: TreeMap, aside: { name: string; part: TreeMap }[]): TreeMap {
  const root = treeMap()
  if (services === undefined) return root
  root.services = isMap(services) ? treeMap() : services
  if (!isMap(services) || !isMap(root.services)) return root
  for (const [name, service] of Object.entries(services)) {
    const { valid, invalid } = isMap(service) ? split(service) : { valid: service, invalid: treeMap() }
    root.services[name] = valid
    aside.push({ name, part: invalid })
  }
  return root
}

function split(service: TreeMap): { valid: TreeMap; invalid: TreeMap } {
  const wrong = new Set(invalidServiceKeys(service))
  const [valid, invalid] = [treeMap(), treeMap()]
  for (const key of Object.keys(service)) move(service, key, wrong.has(key) ? invalid : valid)
  return { valid, invalid }
}

function moveAll(from: TreeMap, to: TreeMap): void {
  for (const key of Object.keys(from)) move(from, key, to)
}

function move(from: TreeMap, key: string, to: TreeMap): void {
  to[key] = from[key] as Tree
  copyOrigin(from, key, to, key)
}
