import type { Attribute } from '../model/attribute.ts'
import type { Tree } from '../model/tree.ts'
import { treeMap } from '../model/tree.ts'

/** `extends`: used up while loading, so that the canonical service has no such field. */
export const extendsService: Attribute = {
  canonical: { extends: toLong },
  fields: {},
}

function toLong(value: Tree): Tree {
  return typeof value === 'string' ? Object.assign(treeMap(), { service: value }) : value
}
