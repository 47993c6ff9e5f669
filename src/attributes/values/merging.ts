import type { Merge, Transform } from '../../model/attribute.ts'
import type { Tree, TreeList, TreeMap } from '../../model/tree.ts'
import { copyOrigin, isList, isMap, treeMap } from '../../model/tree.ts'
import { splitPair } from './key-value.ts'
import { readText } from './text.ts'

/** A list is appended to another; mappings become `KEY=value` lists first, and a text a list of one. */
export const mergeAsList: Merge = (base, over) => concat(toList(base), toList(over))

/** The overriding value takes the place of the other as a whole. */
export const replace: Merge = (_base, over) => over

/** Two mappings, either of which may be written as a list of their keys. */
export const mergeAsMapping: Merge = (base, over, context) =>
  context.merge(namesToMapping(base) ?? treeMap(), namesToMapping(over) ?? treeMap())

/** Identity of a `KEY=value` text: its key. What is no text is the same only as its like. */
export function keyOf(item: Tree): string {
  return typeof item === 'string' ? splitPair(item)[0] : JSON.stringify(item)
}

/** A text becomes a list of one. */
export const textToList: Transform = (value) => (typeof value === 'string' ? [value] : value)

/** A list of names becomes a mapping with nothing in it but the names. */
export const namesToMap: Transform = (value) => namesToMapping(value) ?? value

/** Appends lists with the origins of their items. */
export function concat(base: TreeList, over: TreeList): TreeList {
  const result: TreeList = []
  for (const list of [base, over]) {
    list.forEach((item, index) => {
      copyOrigin(list, index, result, result.push(item) - 1)
    })
  }
  return result
}

/** The items of a list, of a mapping as `KEY=value` sorted by key, or of a single text. */
export function toList(value: Tree): TreeList {
  if (isList(value)) return value
  if (typeof value === 'string') return [value]
  return isMap(value) ? pairs(value) : []
}

function pairs(map: TreeMap): TreeList {
  const texts: [text: string, key: string][] = []
  for (const [key, value] of Object.entries(map)) {
    if (value === null) texts.push([key, key])
    else if (isList(value)) for (const item of value) texts.push([`${key}=${readText(item)}`, key])
    else texts.push([`${key}=${readText(value)}`, key])
  }
  texts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const result: TreeList = []
  for (const [text, key] of texts) copyOrigin(map, key, result, result.push(text) - 1)
  return result
}

/** A list of names as mapping to null; a mapping as it is; nothing for what is neither. */
export function namesToMapping(value: Tree): TreeMap | undefined {
  if (isMap(value)) return value
  if (!isList(value)) return undefined
  const result = treeMap()
  value.forEach((name, index) => {
    const key = readText(name)
    result[key] = null
    copyOrigin(value, index, result, key)
  })
  return result
}
