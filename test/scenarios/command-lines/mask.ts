import type { Outcome } from '../support/program.ts'

/** What scripts see of an outcome, without what differs from one run to the next. */
export interface Answer {
  readonly code: number
  readonly stdout: string
}

/** Masks project name, folder, ids, times and chosen ports; columns are as wide as what was masked, so they go too. */
export function masked(
  { code, stdout }: Pick<Outcome, 'code' | 'stdout'>,
  name: string,
  folder: string,
): Answer {
  return {
    code,
    stdout: stdout
      .replaceAll(folder, 'FOLDER')
      .replaceAll(name, 'NAME')
      .replace(/\b[0-9a-f]{64}\b/g, 'ID')
      .replace(/\b[0-9a-f]{12}\b/g, 'ID')
      .replace(/(?:About an?|Less than a|\d+) (?:second|minute|hour)s?(?: ago)?/g, 'AGE')
      .replace(/(0\.0\.0\.0|\[::\]):\d+(?:-\d+)?/g, '$1:PORT')
      .replace(/(NAME-(?:web|db|once)-\d exited|Up AGE).*/g, '$1')
      .replace(/ {2,}/g, '  ')
      .replace(/ +$/gm, '')
      .replace(/(?<=Going to remove ).*/g, (names) => names.split(', ').sort().join(', ')),
  }
}

/** Some answers have no order of their own: Go's maps. */
export function sortedLines({ code, stdout }: Answer): Answer {
  return { code, stdout: stdout.split('\n').sort().join('\n') }
}
