import { compileGlob } from './glob.ts'

/** A line of a .dockerignore (or an include path) made ready for matching. */
export interface Pattern {
  readonly negated: boolean
  /** The cleaned pattern without `!`. */
  readonly text: string
  matches(path: string): boolean
}

/** Reads one pattern by moby/patternmatcher's rules; undefined for a blank one. Throws `PatternInvalid`. */
export function readPattern(line: string): Pattern | undefined {
  const trimmed = line.trim()
  if (trimmed === '') return undefined
  const cleaned = cleanPath(trimmed)
  const negated = cleaned.startsWith('!')
  const text = negated ? cleaned.slice(1) : cleaned
  return { negated, text, matches: compile(text) }
}

/** Resolves `.`, `..` and doubled slashes in a path as Go's filepath.Clean does. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!rooted) parts.push(part)
  }
  const joined = parts.join('/')
  return rooted ? `/${joined}` : joined || '.'
}

/** Whether the text holds a character that makes it more than a plain path. */
export function hasWildcard(text: string): boolean {
  return /[*[\]?^]/.test(text)
}

/** The pattern without a closing `/**` or `/*`: the directory that it speaks of. */
export function withoutTrailingGlob(text: string): string {
  const once = text.endsWith('/**') ? text.slice(0, -3) : text
  return once.endsWith('/*') ? once.slice(0, -2) : once
}

function compile(text: string): (path: string) => boolean {
  if (isPlain(text)) return (path) => path === text
  if (text.endsWith('**') && isPlain(text.slice(0, -2))) {
    const prefix = text.slice(0, -2)
    return (path) => path.startsWith(prefix)
  }
  if (text.startsWith('**') && isPlain(text.slice(2))) {
    const suffix = text.slice(2)
    const whole = suffix.startsWith('/') ? suffix.slice(1) : suffix
    return (path) => path.endsWith(suffix) || path === whole
  }
  return compileGlob(text)
}

function isPlain(text: string): boolean {
  return !/[*?[\]\\]/.test(text)
}
