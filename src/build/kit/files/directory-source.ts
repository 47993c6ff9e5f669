import { close, closeSync, constants, fstat, open, openSync, read, type Stats } from 'node:fs'
import { promisify } from 'node:util'
import { type Folder, openFolder, openSubfolder } from '../../../files/folder.ts'
import { createMatcher } from '../../../model/patterns/matcher.ts'
import { followPaths } from './follow.ts'
import { type FileSource, type OpenFile, UnreadableFile } from './source.ts'
import { walkDirectory } from './walk.ts'

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants
// A file may have become a fifo, or a link to somewhere else, since it was visited.
const openFlags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW

/** What a plain file was when it was visited. */
interface Listed {
  readonly identity: string
  readonly size: number
}

/** The files below a directory on disk. A file is only opened as the one that was visited, or in its very place. */
export function directorySource(root: string): FileSource {
  const listed = new Map<string, Listed>()
  return {
    async walk(patterns, visit, signal) {
      const followed = patterns.follow.length > 0 ? await followPaths(root, patterns.follow) : []
      const include = createMatcher([...patterns.include, ...(followed ?? [])])
      const exclude = createMatcher(patterns.exclude)
      const note: typeof visit = (stat, identity) => {
        if (identity !== undefined) listed.set(stat.path ?? '', { identity, size: stat.size ?? 0 })
        return visit(stat, identity)
      }
      await walkDirectory(root, { include, exclude }, note, signal)
    },
    open: (path) => openFile(root, path, listed.get(path)),
  }
}

async function openFile(
  root: string,
  path: string,
  listed: Listed | undefined,
): Promise<OpenFile | undefined> {
  try {
    const { descriptor, stats } = await openListed(root, path, listed)
    // What was promised: a file that grows while it is sent would never end.
    let left = listed?.size ?? stats.size
    return {
      async read(buffer, offset, length) {
        const got = await readDescriptor(descriptor, buffer, offset, Math.min(length, left))
        left -= got
        return got
      },
      close: () => closeDescriptor(descriptor),
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (error instanceof UnreadableFile) throw error
    if (code === 'EACCES' || code === 'EPERM') throw new UnreadableFile(path, message)
    // Vanished, or no longer something that can be read: it is sent as an empty file, as fsutil does.
    return undefined
  }
}

interface Opened {
  readonly descriptor: number
  readonly stats: Stats
}

async function openListed(root: string, path: string, listed: Listed | undefined): Promise<Opened> {
  try {
    const opened = await checkPlain(await openDescriptor(`${root}/${path}`, openFlags))
    if (identityOf(opened.stats) === listed?.identity) return opened
    await closeDescriptor(opened.descriptor)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOOP') throw error
  }
  // It is another file now: saved anew in its place, or elsewhere, by a link that has taken the place of a folder.
  return checkPlain(openInPlace(root, path))
}

/** Opens a file step by step, links being no step. */
function openInPlace(root: string, path: string): number {
  const names = path.split('/')
  const name = names.pop() ?? ''
  let folder: Folder = openFolder(root)
  try {
    for (const step of names) {
      const inside = openSubfolder(folder, step)
      folder.close()
      folder = inside
    }
    return openSync(folder.at(name), openFlags)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ELOOP' && code !== 'ENOTDIR') throw error
    throw new UnreadableFile(path, 'a link took its place, or that of a folder above it, while it was sent')
  } finally {
    folder.close()
  }
}

async function checkPlain(descriptor: number): Promise<Opened> {
  const stats = await statDescriptor(descriptor)
  if (stats.isFile()) return { descriptor, stats }
  closeSync(descriptor)
  throw Object.assign(new Error('no plain file'), { code: 'ENOENT' })
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

// Plain descriptors: a FileHandle costs far more than reading a small file does.
const openDescriptor = promisify(open)
const closeDescriptor = promisify(close)
const statDescriptor = promisify(fstat) as (descriptor: number) => Promise<Stats>

function readDescriptor(descriptor: number, buffer: Buffer, offset: number, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, buffer, offset, length, null, (error, size) => (error ? reject(error) : resolve(size)))
  })
}
