import type { Stats } from 'node:fs'
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
}

/** Looks at the host; whatever is neither file, directory nor symbolic link is left alone. */
export function findDifference(mapping: Mapping): Difference {
  const writes: Entry[] = []
  const gone: string[] = []
  for (const target of [...mapping.keys()].sort()) {
    const path = mapping.get(target) ?? ''
    const stats = statOf(path)
    if (!stats) gone.push(target)
    else if (stats.isFile() || stats.isDirectory() || stats.isSymbolicLink())
      writes.push({ target, path, stats })
  }
  return { writes, removals: withoutNested(gone) }
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
