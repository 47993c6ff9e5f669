import { close, constants, open, read } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createMatcher } from '../../../model/patterns/matcher.ts'
import { followPaths } from './follow.ts'
import { type FileSource, type OpenFile, UnreadableFile } from './source.ts'
import { walkDirectory } from './walk.ts'

// Not waiting guards against a file that has become a fifo since it was visited.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** The files below a directory on disk. */
export function directorySource(root: string): FileSource {
  return {
    async walk(patterns, visit, signal) {
      const followed = patterns.follow.length > 0 ? await followPaths(root, patterns.follow) : []
      const include = createMatcher([...patterns.include, ...(followed ?? [])])
      const exclude = createMatcher(patterns.exclude)
      await walkDirectory(root, { include, exclude }, visit, signal)
    },
    open: (path) => openFile(join(root, path), path),
  }
}

async function openFile(full: string, path: string): Promise<OpenFile | undefined> {
  try {
    const descriptor = await openDescriptor(full, openFlags)
    return {
      read: (buffer, offset, length) => readDescriptor(descriptor, buffer, offset, length),
      close: () => closeDescriptor(descriptor),
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') throw new UnreadableFile(path, message)
    // Vanished, or no longer something that can be read: it is sent as an empty file, as fsutil does.
    return undefined
  }
}

// Plain descriptors: a FileHandle costs far more than reading a small file does.
const openDescriptor = promisify(open)
const closeDescriptor = promisify(close)

function readDescriptor(descriptor: number, buffer: Buffer, offset: number, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, buffer, offset, length, null, (error, size) => (error ? reject(error) : resolve(size)))
  })
}
