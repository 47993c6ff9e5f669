import type { Place } from '../model/place.ts'
import type { Tree, TreeMap, Via } from '../model/tree.ts'
import { copyOrigin, isMap, treeMap } from '../model/tree.ts'
import type { Layer } from './layer.ts'
import { cloneTree } from './merge/clone.ts'
import { mergeAt } from './merge/merge.ts'
import { applyResets } from './merge/resets.ts'
import { sameTree } from './merge/same.ts'
import type { Path } from './parse/documents.ts'

const SECTIONS = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const

/** Puts included resources into a document; of the same name, the document's own lies over the included. */
export function importResources(
  imported: TreeMap,
  tree: TreeMap,
  resets: readonly Path[],
  at: Place | undefined,
  layer: Layer,
): void {
  const via: Via | undefined = at && { kind: 'include', at }
  for (const section of SECTIONS) {
    const from = imported[section]
    if (!isMap(from)) continue
    const own = tree[section] ?? treeMap()
    // What is no mapping is the validation's to report.
    if (!isMap(own)) continue
    tree[section] = importSection(section, cloneTree(from, via), own, resets, layer)
  }
}

function importSection(
  section: string,
  from: TreeMap,
  own: TreeMap,
  resets: readonly Path[],
  layer: Layer,
): TreeMap {
  for (const name of Object.keys(from)) {
    const included = from[name] as Tree
    const over = own[name]
    if (over === undefined || over === null || !isMap(included)) {
      if (over !== undefined && over !== null) continue
      own[name] = included
      copyOrigin(from, name, own, name)
    } else if (isMap(over) && !sameTree(included, over)) {
      applyResets(rootOf(section, name, included), resets)
      own[name] = mergeAt([section, name], included, over, layer.session.rules, layer.frame)
    }
  }
  return own
}

function rootOf(section: string, name: string, value: TreeMap): TreeMap {
  return Object.assign(treeMap(), { [section]: Object.assign(treeMap(), { [name]: value }) })
}
