import { lstatSync, type Stats } from 'node:fs'

/** What is at a path, a symbolic link not followed; undefined when nothing is or it may not be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
