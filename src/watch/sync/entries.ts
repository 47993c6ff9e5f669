import type { Stats } from 'node:fs'
import { basename, dirname, posix } from 'node:path'
import { statOf } from '../files/stat-of.ts'

/** What is to be in a container: by target (absolute, in the container), a path on the host. */
export type Mapping = ReadonlyMap<string, string>

/** Something on the host that is to be written to a container. */
export interface Entry {
  readonly target: string
  readonly path: string
  readonly stats: Stats
}

/** What has to be written and what to be removed for a mapping to hold, as the host is now. */
export interface Difference {
  /** Directories before what is in them. */
  readonly writes: readonly Entry[]
  /** Without what is below something else that is removed. */
  readonly removals: readonly string[]
  /** Files on the host whose names are no text, so that they can be listed and not read. */
  readonly unnameable: readonly string[]
}

/** What stands for bytes that are no UTF-8. */
const REPLACED = '\ufffd'

/** Whether rules bring a path to a target. */
export type IsCopied = (target: string, path: string) => boolean

/**
 * Looks at the host; whatever is neither file, directory nor symbolic link is left alone. Where a directory became a
 * file or a link, that takes the place of all that was below: what a link leads to is not ours, here nor there.
 */
export function findDifference(mapping: Mapping, isCopied: IsCopied): Difference {
  const writes: Entry[] = []
  const gone: string[] = []
  const unnameable: string[] = []
  const leaves = new Set<string>()
  const write = (entry: Entry) => {
    writes.push(entry)
    if (!entry.stats.isDirectory()) leaves.add(entry.target)
  }
  const leafAbove = createLeafFinder()
  // Sorted, so that a directory comes before what is in it.
  for (const target of [...mapping.keys()].sort()) {
    if (leaves.size > 0 && hasAncestor(target, leaves)) continue
    const path = mapping.get(target) ?? ''
    const leaf = leafAbove(target, path)
    const stats = leaf ? undefined : statOf(path)
    if (leaf && isCopied(leaf.target, leaf.path)) write(leaf)
    else if (!stats && path.includes(REPLACED)) unnameable.push(path)
    else if (!stats) gone.push(target)
    else if (isSendable(stats)) write({ target, path, stats })
  }
  return { writes, removals: withoutNested(gone), unnameable }
}

function isSendable(stats: Stats): boolean {
  return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink()
}

/** Finds the file or link that is where a directory above a path should be: as far up as both ways are the same. */
function createLeafFinder(): (target: string, path: string) => Entry | undefined {
  const known = new Map<string, Entry | undefined>()
  const find = (target: string, path: string): Entry | undefined => {
    const [inside, outside] = [posix.dirname(target), dirname(path)]
    const isBelow = posix.basename(target) === basename(path) && posix.basename(inside) === basename(outside)
    if (!isBelow || inside === '/') return undefined
    if (known.has(inside)) return known.get(inside)
    const stats = statOf(outside)
    const isLeaf = stats?.isFile() || stats?.isSymbolicLink()
    const found =
      find(inside, outside) ?? (stats && isLeaf ? { target: inside, path: outside, stats } : undefined)
    known.set(inside, found)
    return found
  }
  return find
}

function withoutNested(targets: readonly string[]): string[] {
  const all = new Set(targets)
  return targets.filter((target) => !hasAncestor(target, all))
}

/** Whether one of some paths is a directory above a path. */
export function hasAncestor(path: string, others: ReadonlySet<string>): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    if (others.has(path.slice(0, at))) return true
  return false
}
