import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { cleanPath, readPattern } from '../../../model/patterns/pattern.ts'
import { sortByBytes } from './byte-order.ts'

/**
 * Resolves follow paths inside a directory: each symlink on the way, and what it leads to, is added, so that
 * a copy of the result has no dangling links. Absolute targets start at the root of the tree. The result is
 * sorted; it is undefined when everything is wanted.
 */
export async function followPaths(root: string, paths: readonly string[]): Promise<string[] | undefined> {
  const resolved = new Set<string>()
  for (const path of paths) await follow(root, path, resolved)
  return withoutCovered(sortByBytes([...resolved], (path) => path))
}

async function follow(root: string, path: string, resolved: Set<string>): Promise<void> {
  const parts = insideRoot(path).split('/')
  let current = '.'
  for (let i = 0; i < parts.length; i++) {
    current = cleanPath(`${current}/${parts[i]}`)
    const rest = parts.slice(i + 1).join('/')
    const targets = await linkTargets(root, current)
    if (targets.length === 0 && rest !== '') continue
    if (resolved.has(current)) return
    resolved.add(current)
    for (const target of targets) await follow(root, `${target}/${rest}`, resolved)
    return
  }
}

/** Keeps a path within the tree, whatever `..` it has. */
function insideRoot(path: string): string {
  return cleanPath(`/${path}`).slice(1) || '.'
}

/** Where the path leads if it is a symlink; for a wildcard, where each symlink it matches leads. */
async function linkTargets(root: string, path: string): Promise<string[]> {
  const slash = path.lastIndexOf('/')
  const directory = slash < 0 ? '.' : path.slice(0, slash)
  const name = path.slice(slash + 1)
  if (!/[*?[]/.test(name)) return linkTarget(root, path, directory)
  const pattern = readPattern(name)
  const names = await readdir(join(root, directory)).catch(() => [])
  const matching = names.filter((entry) => pattern?.matches(entry))
  const targets = await Promise.all(
    matching.map((entry) => linkTarget(root, `${directory}/${entry}`, directory)),
  )
  return targets.flat()
}

async function linkTarget(root: string, path: string, directory: string): Promise<string[]> {
  const full = join(root, path)
  const stats = await lstat(full).catch(() => undefined)
  if (!stats?.isSymbolicLink()) return []
  const target = await readlink(full)
  return [target.startsWith('/') ? insideRoot(target) : insideRoot(`${directory}/${target}`)]
}

/** Leaves out what lies below another path of the sorted list. */
function withoutCovered(paths: readonly string[]): string[] | undefined {
  const kept: string[] = []
  for (const path of paths) {
    if (path === '.') return undefined
    const last = kept.at(-1)
    if (last === undefined || !path.startsWith(`${last}/`)) kept.push(path)
  }
  return kept
}
