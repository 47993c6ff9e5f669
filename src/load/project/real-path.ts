import { realpath } from 'node:fs/promises'

/** A path without symbolic links; nothing when there is nothing. */
export function realPathOf(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined)
}
