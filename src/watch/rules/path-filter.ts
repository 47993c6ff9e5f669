import { sep } from 'node:path'
import { createMatcher, type MatchResult } from '../../model/patterns/matcher.ts'

/** Patterns of .dockerignore syntax, relative to a directory, asked about absolute paths. */
export interface PathFilter {
  /** Whether the path, or a directory above it, matches. */
  matches(path: string): boolean
  /** Whether everything below a directory matches. */
  coversBelow(directory: string): boolean
  /** False only when nothing below a directory can match. */
  mayMatchBelow(directory: string): boolean
}

/** Directories whose results are kept; more are only slower. */
const KEPT = 20_000

/** Makes a filter of pattern lines; undefined when there are none. A leading slash stands for `root`. */
export function createPathFilter(root: string, lines: readonly string[]): PathFilter | undefined {
  const matcher = createMatcher(lines.map((line) => belowRoot(root, line)))
  if (!matcher) return undefined
  const directories = new Map<string, MatchResult>()
  const resultOf = (relative: string): MatchResult => {
    const kept = directories.get(relative)
    if (kept) return kept
    if (directories.size > KEPT) directories.clear()
    const result = match(relative)
    directories.set(relative, result)
    return result
  }
  const match = (relative: string): MatchResult => {
    const slash = relative.lastIndexOf('/')
    return matcher.match(relative, slash < 0 ? undefined : resultOf(relative.slice(0, slash)).state)
  }
  return {
    matches(path) {
      const relative = relativeTo(root, path)
      return Boolean(relative) && match(relative as string).matched
    },
    coversBelow(directory) {
      const relative = relativeTo(root, directory)
      return Boolean(relative) && covers(relative as string)
    },
    mayMatchBelow(directory) {
      const relative = relativeTo(root, directory)
      if (!relative) return relative === ''
      return resultOf(relative).matched || matcher.mayPickBelow(relative)
    },
  }
  function covers(relative: string): boolean {
    return resultOf(relative).matched && !matcher?.mayTakeBackBelow(relative)
  }
}

/** A path relative to a directory, with `/`: empty for the directory itself, undefined when it is not below. */
export function relativeTo(root: string, path: string): string | undefined {
  if (path === root) return ''
  const prefix = root.endsWith(sep) ? root : `${root}${sep}`
  if (!path.startsWith(prefix)) return undefined
  const relative = path.slice(prefix.length)
  return sep === '/' ? relative : relative.replaceAll(sep, '/')
}

function belowRoot(root: string, line: string): string {
  const [, negation = '', pattern = ''] = /^\s*(!?)\s*(.*)$/s.exec(line) ?? []
  if (!pattern.startsWith('/')) return line
  return `${negation}${relativeTo(root, pattern) || pattern.replace(/^\/+/, '')}`
}
