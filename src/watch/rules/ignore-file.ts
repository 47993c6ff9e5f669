import type { Place, Source } from '../../model/place.ts'

/** Reads the lines of a .dockerignore: comments and blank lines are left out. */
export function readIgnoreFile(text: string): string[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  // A file that leaves out all but a few names says what an image is made of, not what may not be watched:
  // Docker Compose then only heeds what is taken back.
  return lines.includes('*') ? lines.filter((line) => line.startsWith('!')) : lines
}

/** Where a .dockerignore leaves out all, which is then not heeded. */
export function findIgnoreAll(source: Source): Place | undefined {
  const found = /^[^\S\n]*\*[^\S\n]*$/m.exec(source.text)
  return found ? { source, start: found.index, end: found.index + found[0].length } : undefined
}
