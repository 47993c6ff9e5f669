import type { Attribute } from '../model/attribute.ts'
import type { Tree } from '../model/tree.ts'
import { treeMap } from '../model/tree.ts'
import { absolutePath } from './values/path.ts'
import { absent, STRING, struct } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** `extends`: used up while loading; it stays in the model only where the service extended is empty. */
export const extendsService: Attribute = {
  canonical: { extends: toLong },
  absolute: { 'extends.file': (value, context) => absolutePath(readText(value), context) },
  fields: { extends: absent(struct({ file: STRING, service: STRING })) },
}

function toLong(value: Tree): Tree {
  return typeof value === 'string' ? Object.assign(treeMap(), { service: value }) : value
}
