import { cleanPath } from '../../../model/patterns/pattern.ts'

/** Reads a .dockerignore into patterns for a matcher, by moby's rules. BuildKit does this itself; others do not. */
export function readIgnoreFile(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.filter((line) => !line.startsWith('#')).flatMap((line) => readLine(line.trim()))
}

function readLine(line: string): string[] {
  const negated = line.startsWith('!')
  const pattern = negated ? line.slice(1).trim() : line
  if (pattern === '') return negated ? ['!'] : []
  const clean = cleanPath(pattern)
  return [(negated ? '!' : '') + (clean.length > 1 ? clean.replace(/^\//, '') : clean)]
}
