import { splitPair } from '../attributes/values/key-value.ts'
import { closest } from '../model/closest.ts'
import type { Loaded } from '../model/loaded.ts'
import type { Place } from '../model/place.ts'
import type { Project } from '../model/project.ts'
import type { Origin, Tree, TreeList, TreeMap, Via } from '../model/tree.ts'
import { isList, isMap, originOf } from '../model/tree.ts'
import type { Plain } from './canonical/plain.ts'
import { plainProject } from './canonical/project.ts'
import { settingsInFiles } from './variable-settings.ts'
import type { ReadVariables } from './variables.ts'

/** One line of a file that gives a value. */
export interface Setting {
  readonly value: Tree
  readonly at: Place
  /** The links by which it came here from there. */
  readonly via: readonly { readonly kind: Via['kind']; readonly at: Place }[]
}

/** Where a value comes from. */
export interface Explanation {
  readonly path: readonly string[]
  /** As `config` shows it. */
  readonly value: Plain
  /** What set it, then what that took the place of; nothing for what Compose fills in itself. */
  readonly settings: readonly Setting[]
}

/**
 * Explains the values at and below a path of the canonical project (`services.api.environment.LOG_LEVEL`),
 * one by one; nothing when there is no such path. `project` is resolved from `loaded`.
 */
export async function explain(
  loaded: Loaded,
  project: Project,
  path: string,
  read: ReadVariables,
): Promise<readonly Explanation[]> {
  const root = plainProject(project, { target: 'yaml', variant: '5.x' })
  const steps = stepsTo(root, path)
  if (!steps) return []
  const explanations: Explanation[] = []
  for (const leaf of leavesBelow(valueAt(root, steps), steps)) {
    const inFiles = await settingsInFiles(loaded, project, leaf.path, read)
    explanations.push({ ...leaf, settings: [...settingsAt(loaded.tree, leaf.path), ...inFiles] })
  }
  return explanations
}

/** The steps of a path; keys may have dots themselves (`labels.com.example.tier`). */
function stepsTo(root: Plain, path: string): readonly string[] | undefined {
  if (path === '') return []
  const parts = path.split('.')
  for (let length = parts.length; length > 0; length--) {
    const step = parts.slice(0, length).join('.')
    const below = stepInto(root, step)
    if (below === undefined) continue
    const rest = stepsTo(below, parts.slice(length).join('.'))
    if (rest) return [step, ...rest]
  }
  return undefined
}

/** Where a path of the canonical project stops leading anywhere: to there, what is there, and what was likely meant. */
export interface PathMiss {
  readonly path: string
  readonly known: readonly string[]
  readonly suggestion?: string
}

/** Why there is nothing at a path. */
export function missOf(project: Project, path: string): PathMiss {
  let value: Plain = plainProject(project, { target: 'yaml', variant: '5.x' })
  const taken: string[] = []
  const left = path.split('.')
  for (let step = left[0]; step !== undefined; step = left[0]) {
    const below = stepInto(value, step)
    if (below === undefined) break
    value = below
    taken.push(step)
    left.shift()
  }
  const known =
    value instanceof Map ? [...value.keys()] : Array.isArray(value) ? [...value.keys()].map(String) : []
  const [wrong = '', ...rest] = left
  const close = value instanceof Map ? closest(wrong, known) : undefined
  const to = (steps: readonly string[]) => steps.join('.')
  return {
    path: to(taken),
    known,
    ...(close !== undefined && { suggestion: to([...taken, close, ...rest]) }),
  }
}

function valueAt(root: Plain, steps: readonly string[]): Plain {
  return steps.reduce<Plain>((value, step) => stepInto(value, step) ?? null, root)
}

function stepInto(value: Plain, step: string): Plain | undefined {
  if (value instanceof Map) return value.get(step)
  return Array.isArray(value) ? value[Number(step)] : undefined
}

function leavesBelow(value: Plain, path: readonly string[]): { path: readonly string[]; value: Plain }[] {
  if (value instanceof Map && value.size > 0) {
    return [...value].flatMap(([key, item]) => leavesBelow(item, [...path, key]))
  }
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item, index) => leavesBelow(item, [...path, String(index)]))
  }
  return [{ path, value }]
}

/** What a loaded tree knows of the deepest value on a path that was written. */
function settingsAt(tree: TreeMap, path: readonly string[]): Setting[] {
  let node: Tree | undefined = tree
  let found: Found | undefined
  for (const step of path) {
    if (!isMap(node) && !isList(node)) break
    const item: Item | undefined = isMap(node) ? { key: step } : itemFor(node, step)
    // An item that is not there is part of a whole that was written otherwise (`extra_hosts` as mapping).
    if (!item || !(item.key in node)) return /^\d+$/.test(step) ? history(found) : []
    const value: Tree = (node as TreeMap)[item.key] ?? null
    const origin = originOf(node, item.key)
    if (origin) found = { value, origin, isPair: item.isPair === true }
    node = value
  }
  return history(found)
}

interface Found {
  readonly value: Tree
  readonly origin: Origin
  /** Whether the values are `key=value` texts. */
  readonly isPair: boolean
}

interface Item {
  readonly key: string | number
  readonly isPair?: boolean
}

/** The item of a list that a step means: the `key=value` of that key, or its number. */
function itemFor(list: TreeList, step: string): Item | undefined {
  const key = list.findLastIndex((item) => typeof item === 'string' && splitPair(item)[0] === step)
  if (key >= 0) return { key, isPair: true }
  return /^\d+$/.test(step) ? { key: Number(step) } : undefined
}

function history(found: Found | undefined): Setting[] {
  const settings: Setting[] = []
  let next: Pick<Found, 'value' | 'origin'> | undefined = found
  while (next) {
    const { value, origin } = next
    const shown = found?.isPair && typeof value === 'string' ? (splitPair(value)[1] ?? null) : value
    settings.push({ value: shown, at: origin.at, via: links(origin.via) })
    next = origin.was
  }
  return settings
}

function links(via: Via | undefined): Setting['via'] {
  const result: { kind: Via['kind']; at: Place }[] = []
  for (let link = via; link; link = link.next) result.push({ kind: link.kind, at: link.at })
  return result
}
