import type { Place } from './place.ts'

/** A YAML value as it was read, before anything is known of its meaning. */
export type Scalar = string | number | bigint | boolean | null
export type Tree = Scalar | TreeMap | TreeList
export interface TreeMap {
  [key: string]: Tree
}
export interface TreeList extends Array<Tree> {}

/** Where a value came from, and what it took the place of. */
export interface Origin {
  /** The value (for a mapping's entry: the value, not the key). */
  readonly at: Place
  /** The key that holds it, when it is a mapping's entry. */
  readonly key?: Place
  /** Why it is here although it was written elsewhere. */
  readonly via?: Via
  /** What it overrode, newest first through `was.origin.was`. */
  readonly was?: { readonly value: Tree; readonly origin: Origin }
}

/** A link of the chain by which a value arrived. */
export interface Via {
  readonly kind: 'anchor' | 'merge-key' | 'extends' | 'include' | 'env_file' | 'label_file' | 'interpolation'
  readonly at: Place
  readonly next?: Via
}

const ORIGINS = Symbol('origins')

type WithOrigins = { [ORIGINS]?: Record<string, Origin> }

/** A mapping without prototype, so that no key of a user's file meets one of JavaScript's. */
export function treeMap(): TreeMap {
  return Object.create(null) as TreeMap
}

/** A value as JSON on one line, for messages. */
export function treeText(value: Tree): string {
  return JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? Number(item) : item))
}

export function isMap(value: Tree | undefined): value is TreeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Tree | undefined): value is TreeList {
  return Array.isArray(value)
}

/** The origin of one entry of a mapping or list, when it is known. */
export function originOf(parent: TreeMap | TreeList, key: string | number): Origin | undefined {
  return (parent as WithOrigins)[ORIGINS]?.[key]
}

/** Notes where an entry came from. Origins travel with `{...map}`; lists need `copyOrigin`. */
export function setOrigin(
  parent: TreeMap | TreeList,
  key: string | number,
  origin: Origin | undefined,
): void {
  if (!origin) return
  const holder = parent as WithOrigins
  const origins = holder[ORIGINS]
  if (origins) origins[key] = origin
  else holder[ORIGINS] = { [key]: origin }
}

/** Lets an entry of `to` have the origin of an entry of `from`. */
export function copyOrigin(
  from: TreeMap | TreeList,
  fromKey: string | number,
  to: TreeMap | TreeList,
  toKey: string | number,
): void {
  setOrigin(to, toKey, originOf(from, fromKey))
}

/** The origin of the deepest known node on a path. */
export function findOrigin(root: Tree, path: readonly (string | number)[]): Origin | undefined {
  let node: Tree | undefined = root
  let found: Origin | undefined
  for (const step of path) {
    if (!isMap(node) && !isList(node)) break
    found = originOf(node, step) ?? found
    node = (node as TreeMap)[step]
  }
  return found
}
