import { hasWildcard, type Pattern, readPattern, withoutTrailingGlob } from './pattern.ts'

/** Which patterns a directory matched; its entries inherit them. */
export type MatchState = Uint8Array

/** What a list of patterns says about one path. */
export interface MatchResult {
  readonly matched: boolean
  readonly state: MatchState
}

/** Matches paths against an ordered pattern list where the last match wins and `!` takes back. */
export interface Matcher {
  /** `parent` is the state of the path's directory, absent at the root. */
  match(path: string, parent: MatchState | undefined): MatchResult
  /** False only when nothing below the directory can be picked by the patterns that pick (not `!` ones). */
  mayPickBelow(directory: string): boolean
  /** False only when nothing below the directory can be taken back by a `!` pattern. */
  mayTakeBackBelow(directory: string): boolean
}

/** Makes a matcher of pattern lines as moby/patternmatcher reads them; undefined when there are none. */
export function createMatcher(lines: readonly string[]): Matcher | undefined {
  const patterns = lines.map(readPattern).filter((pattern) => pattern !== undefined)
  if (patterns.length === 0) return undefined
  return {
    match: (path, parent) => match(patterns, path, parent),
    mayPickBelow: reach(patterns.filter((pattern) => !pattern.negated)),
    mayTakeBackBelow: reach(patterns.filter((pattern) => pattern.negated)),
  }
}

function match(patterns: readonly Pattern[], path: string, parent: MatchState | undefined): MatchResult {
  const state = new Uint8Array(patterns.length)
  let matched = false
  for (let i = 0; i < patterns.length; i++) {
    const pattern = patterns[i] as Pattern
    if (parent?.[i] !== 1) {
      // A pattern that could not change the outcome is not tried, so its state stays unset, as in moby.
      if (pattern.negated !== matched || !pattern.matches(path)) continue
    }
    state[i] = 1
    matched = !pattern.negated
  }
  return { matched, state }
}

/** Patterns that are plain directories (but for a closing glob) reach only below and above themselves. */
function reach(patterns: readonly Pattern[]): (directory: string) => boolean {
  const roots = patterns.map((pattern) => withoutTrailingGlob(pattern.text))
  if (roots.some(hasWildcard)) return () => true
  const withSlash = roots.map((root) => `${root}/`)
  return (directory) => withSlash.some((root) => root.startsWith(`${directory}/`))
}
