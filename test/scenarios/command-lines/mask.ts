import type { Outcome } from '../support/program.ts'

/** What scripts see of an outcome, without what differs from one run to the next. */
export interface Answer {
  readonly code: number
  readonly stdout: string
  /** Of one that failed, the first line of what it says about it. */
  readonly error?: string
}

/**
 * Masks project name, folder, ids, times, chosen ports, and what differs from one engine to the next: where it keeps
 * its data, whether it has IPv6. Columns are as wide as what was masked, so they go too.
 */
export function masked({ code, stdout, stderr }: Outcome, name: string, folder: string): Answer {
  const error = code === 0 ? undefined : firstSentence(stderr)
  return {
    code,
    stdout: mask(stdout, name, folder),
    ...(error !== undefined && { error: mask(error, name, folder) }),
  }
}

/** The first line that is neither progress nor a log line of Docker Compose's. */
export function firstSentence(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => !/^(?: |time=|$)/.test(line))
}

export function mask(text: string, name: string, folder: string): string {
  return (
    text
      .replaceAll(folder, 'FOLDER')
      .replaceAll(name, 'NAME')
      .replace(/\b[0-9a-f]{64}\b/g, 'ID')
      .replace(/\b[0-9a-f]{12}\b/g, 'ID')
      .replace(/(?:About an?|Less than a|\d+) (?:second|minute|hour)s?(?: ago)?/g, 'AGE')
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4} \w+/g, 'TIME')
      .replace(/(0\.0\.0\.0|\[::\]):\d+(?:-\d+)?/g, '$1:PORT')
      .replace(/("LastTagTime":")[^"]*/g, '$1TIME')
      // Of the image, which is built from packages of the day.
      .replace(/("Size":)\d+/g, '$1SIZE')
      .replace(/(?:, )?\[::\]:PORT(?:->|-\\u003e)\w+\/\w+/g, '')
      .replace(/,?\{"URL":"::",[^}]*\}/g, '')
      // It names any of those that have none.
      .replace(/service "\w+" (?=has no container to start)/, '')
      .replace(/(no port \S+ for container \S+:) .*/, '$1 PORTS')
      .replace(/("PublishedPort":)\d+/g, '$1PORT')
      .replace(/\{0\.0\.0\.0 (\d+) \d+ (\w+)\}/g, '{0.0.0.0 $1 PORT $2}')
      .replace(/ ?\{:: [^}]*\}/g, '')
      .replace(/("Mountpoint":")[^"]*(?=\/volumes\/)/g, '$1DATA')
      // In no order, and with those of images and of ours.
      .replace(/(?<="Labels":")(?:[^"\\]|\\.)*/g, 'LABELS')
      .replace(/Up AGE \((?:healthy|health: starting)\)/g, 'Up AGE')
      .replace(/(NAME-(?:web|db|once)-\d exited).*/g, '$1')
      // Why something is made anew is told by us alone.
      .replace(/^( (?:Container|Network|Volume) .*) \([^()]*\)$/gm, '$1')
      .replace(/,"details":"[^"]*"/g, '')
      .replace(/ {2,}/g, '  ')
      .replace(/ +$/gm, '')
      .replace(/(?<=Going to remove ).*/g, (names) => names.split(', ').sort().join(', '))
  )
}

/** Some answers have no order of their own: Go's maps. */
export function sortedLines({ stdout, ...rest }: Answer): Answer {
  return { ...rest, stdout: stdout.split('\n').sort().join('\n') }
}
