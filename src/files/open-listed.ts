import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants

/**
 * Opens a plain file that was found before, if it still is that very file: something else at its path, or by way of a
 * link, is as good as gone and throws `ENOENT`. Throws the system's error.
 */
export function openListed(path: string, { dev, ino }: Stats): number {
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
  const found = fstatSync(file)
  if (found.isFile() && found.dev === dev && found.ino === ino) return file
  closeSync(file)
  throw Object.assign(new Error(`${path} is another file now`), { code: 'ENOENT', syscall: 'open', path })
}

/** The bytes of such a file, no more than it had when it was found. */
export function readListed(path: string, stats: Stats): Buffer {
  const file = openListed(path, stats)
  try {
    const bytes = Buffer.allocUnsafe(stats.size)
    let length = 0
    while (length < bytes.length) {
      const read = readSync(file, bytes, length, bytes.length - length, null)
      if (read === 0) break
      length += read
    }
    return bytes.subarray(0, length)
  } finally {
    closeSync(file)
  }
}
