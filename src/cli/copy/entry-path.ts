import { sep } from 'node:path'
import type { CopyRefusal } from '../../model/failures/cli.ts'

/** Thrown for an entry that is not unpacked; the rest of the archive is. */
export class Refused extends Error {
  readonly refusal: CopyRefusal

  constructor(refusal: CopyRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

/**
 * The names that lead to an entry below the folder that is unpacked in: its topmost name is replaced by `name`, or
 * left out where that is empty. Throws `Refused` for one that climbs out or cannot be.
 */
export function entryPath(entryName: string, name: string): string[] {
  const [, ...rest] = entryName.split('/')
  const path = [name, ...rest].filter((part) => part !== '' && part !== '.')
  if (path.includes('..')) throw new Refused('outside')
  if (path.some((part) => part.includes('\0') || (sep !== '/' && part.includes(sep))))
    throw new Refused('name')
  return path
}
