import type { Merge } from '../../model/attribute.ts'
import type { Tree, TreeList, TreeMap } from '../../model/tree.ts'
import { copyOrigin, isList, isMap, treeMap } from '../../model/tree.ts'
import { splitPair } from './key-value.ts'
import { readText } from './text.ts'

/** The overriding value takes the place of the other. */
export const replace: Merge = (_base, over) => over

/** Both become lists of `key=value` and are joined; what is named twice is sorted out by `unique`. */
export const append: Merge = (base, over) => join(asSequence(base), asSequence(over))

/** Like `append`, but equal items are kept once, so that a host may have several addresses. */
export const appendNew: Merge = (base, over) => {
  const known = asSequence(base)
  const result = join(known, [])
  const added = asSequence(over)
  added.forEach((item, index) => {
    if (!known.includes(item)) pushFrom(result, added, index, item)
  })
  return result
}

/** Both become mappings, names alone getting what `value` makes, and are merged key by key. */
export function mergeAsMappings(value: () => Tree): Merge {
  return (base, over, context) => context.merge(asMapping(base, value), asMapping(over, value))
}

/** A mapping or a single text as list; a mapping's entries become `key=value`, sorted. */
export function asSequence(value: Tree): TreeList {
  if (isList(value)) return value
  if (!isMap(value)) return value === null ? [] : [value]
  const entries = Object.keys(value).flatMap((key) => pairs(key, value[key] ?? null))
  entries.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
  const result: TreeList = []
  for (const { text, key } of entries) {
    result.push(text)
    copyOrigin(value, key, result, result.length - 1)
  }
  return result
}

/** A list of names as mapping; a mapping is left as it is. */
export function asMapping(value: Tree, make: () => Tree): TreeMap {
  if (isMap(value)) return value
  const result = treeMap()
  if (!isList(value)) return result
  value.forEach((item, index) => {
    const key = readText(item)
    result[key] = make()
    copyOrigin(value, index, result, key)
  })
  return result
}

/** Identity of an item `key=value`: the key. */
export function keyOf(item: Tree): string {
  return splitPair(readText(item))[0]
}

function pairs(key: string, value: Tree): { text: string; key: string }[] {
  if (value === null) return [{ text: key, key }]
  const values = isList(value) ? value : [value]
  return values.map((item) => ({ text: `${key}=${readText(item)}`, key }))
}

function join(first: TreeList, second: TreeList): TreeList {
  const result: TreeList = []
  for (const list of [first, second]) {
    list.forEach((item, index) => {
      pushFrom(result, list, index, item)
    })
  }
  return result
}

function pushFrom(to: TreeList, from: TreeList, index: number, item: Tree): void {
  to.push(item)
  copyOrigin(from, index, to, to.length - 1)
}
