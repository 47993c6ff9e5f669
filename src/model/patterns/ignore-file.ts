import { type Failure, failure } from '../failure.ts'
import type { Source } from '../place.ts'
import { PatternInvalid } from './glob.ts'
import { cleanPath, readPattern } from './pattern.ts'

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

/** The lines of a .dockerignore that mean nothing, each with its place. */
export function ignoreFileProblems(source: Source): Failure[] {
  let start = 0
  const failures: Failure[] = []
  for (const line of source.text.split('\n')) {
    const [pattern] = line.startsWith('#') ? [] : readLine(line.replace(/^\ufeff/, '').trim())
    const problem = pattern === undefined ? undefined : patternProblem(pattern)
    if (problem)
      failures.push(
        failure('pattern-invalid', problem, { at: { source, start, end: start + line.trimEnd().length } }),
      )
    start += line.length + 1
  }
  return failures
}

/** What is wrong with a pattern, if something is. */
export function patternProblem(line: string): Pick<PatternInvalid, 'pattern' | 'problem'> | undefined {
  try {
    readPattern(line)
    return undefined
  } catch (error) {
    if (!(error instanceof PatternInvalid)) throw error
    return { pattern: error.pattern, problem: error.problem }
  }
}
