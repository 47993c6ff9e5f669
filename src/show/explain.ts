import { lineAndColumn, type Place } from '../model/place.ts'
import { findOrigin, isList, isMap, type Origin, type Tree, type Via } from '../model/tree.ts'
import { describePath } from './diagnostics.ts'

/** Where the value at a path comes from and what it took the place of, newest first; undefined when there is none. */
export function explainValue(tree: Tree, path: readonly string[], cwd: string): string | undefined {
  const value = valueAt(tree, path)
  if (value === undefined) return undefined
  const origin = findOrigin(tree, path)
  const lines = [`${path.join('.')} = ${shorten(value)}`, ...originLines(origin, cwd)]
  return `${lines.join('\n')}\n`
}

function valueAt(tree: Tree, path: readonly string[]): Tree | undefined {
  let node: Tree | undefined = tree
  for (const step of path) {
    if (isList(node)) node = node[Number(step)]
    else if (isMap(node)) node = node[step]
    else return undefined
  }
  return node
}

function originLines(origin: Origin | undefined, cwd: string): string[] {
  if (!origin) return ['  a default: no file says it']
  const lines = [`  set at ${describePlace(origin.at, cwd)}`, ...viaLines(origin.via, cwd)]
  if (!origin.was) return lines
  const [first = '', ...rest] = originLines(origin.was.origin, cwd)
  return [...lines, `  instead of ${shorten(origin.was.value)},${first.slice(1)}`, ...rest]
}

const VIAS: Readonly<Record<Via['kind'], string>> = {
  anchor: 'through the alias at',
  'merge-key': 'through the merge key (<<) at',
  extends: 'through the extends at',
  include: 'through the include at',
  env_file: 'through the env_file at',
  label_file: 'through the label_file at',
  interpolation: 'through the variable in',
}

function viaLines(via: Via | undefined, cwd: string): string[] {
  if (!via) return []
  return [`    ${VIAS[via.kind]} ${describePlace(via.at, cwd)}`, ...viaLines(via.next, cwd)]
}

function describePlace(place: Place, cwd: string): string {
  const { line, column } = lineAndColumn(place)
  return `${describePath(place.source.path, cwd)}:${line}:${column}`
}

const LONGEST = 100

function shorten(value: Tree): string {
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? ''
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
