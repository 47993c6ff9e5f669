import {
  constants,
  createReadStream,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  type Stats,
  statSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { type Folder, openFolder, openSubfolder } from '../../files/folder.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { CopyRefusal } from '../../model/failures/cli.ts'

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants

/** Something that is not copied, and why. */
export interface LeftOut {
  readonly path: string
  readonly reason: CopyRefusal
}

/**
 * A tar of a file or directory, whose topmost entry is called `name`; empty leaves it out. Below the path, whose links
 * only `followLink` follows, nothing is read through a link, nor more than a file had when it was found. What has no
 * place in an archive is left out and told to `leaveOut`.
 */
export function packPath(
  path: string,
  name: string,
  followLink: boolean,
  leaveOut: (left: LeftOut) => void,
): Readable {
  const tar = pack()
  addTop({ tar, leaveOut }, path, name, followLink)
    .then(() => tar.finalize())
    .catch((error: Error) => tar.destroy(error))
  return Readable.from(tar, { objectMode: false })
}

interface Packing {
  readonly tar: Pack
  readonly leaveOut: (left: LeftOut) => void
}

async function addTop(packing: Packing, path: string, name: string, followLink: boolean): Promise<void> {
  const stats = (followLink ? statSync : lstatSync)(path)
  if (stats.isDirectory()) {
    if (name !== '') addFolder(packing, name, stats)
    return addChildren(packing, openFolder(path), name)
  }
  const folder = openFolder(dirname(path))
  try {
    await addEntry(packing, folder, basename(path), name, stats, followLink ? 0 : O_NOFOLLOW)
  } finally {
    folder.close()
  }
}

/** Adds what is in a folder, and lets go of it. */
async function addChildren(packing: Packing, folder: Folder, name: string): Promise<void> {
  try {
    for (const child of readdirSync(folder.at('.')).sort()) {
      const stats = lstatSync(folder.at(child))
      const inside = name ? `${name}/${child}` : child
      if (stats.isDirectory()) {
        addFolder(packing, inside, stats)
        await addChildren(packing, openSubfolder(folder, child), inside)
      } else await addEntry(packing, folder, child, inside, stats, O_NOFOLLOW)
    }
  } finally {
    folder.close()
  }
}

function addFolder({ tar }: Packing, name: string, stats: Stats): void {
  tar.entry({ ...headerOf(name, stats), name: `${name}/`, type: 'directory' })
}

async function addEntry(
  { tar, leaveOut }: Packing,
  folder: Folder,
  child: string,
  name: string,
  stats: Stats,
  flags: number,
): Promise<void> {
  const header = headerOf(name, stats)
  if (stats.isSymbolicLink()) {
    tar.entry({ ...header, type: 'symlink', linkname: readlinkSync(folder.at(child)) })
  } else if (stats.isFIFO()) tar.entry({ ...header, type: 'fifo' })
  else if (!stats.isFile()) leaveOut({ path: name, reason: stats.isSocket() ? 'kind' : 'device' })
  else {
    const { size } = stats
    const entry = tar.entry({ ...header, size }) as unknown as Writable
    if (size === 0) return void entry.end()
    const fd = openSync(folder.at(child), O_RDONLY | O_NONBLOCK | flags)
    await pipeline(whole(createReadStream('', { fd, end: size - 1 }), size, `${folder.path}/${child}`), entry)
  }
}

/** The bytes of a file, which must be as many as were found. */
async function* whole(content: AsyncIterable<Buffer>, size: number, path: string): AsyncGenerator<Buffer> {
  let left = size
  for await (const part of content) {
    left -= part.length
    yield part
  }
  if (left > 0) throw new Failed(failure('path-unreadable', { path, reason: 'shrinks' }))
}

function headerOf(name: string, { mode, mtime, uid, gid }: Stats) {
  return { name, mode: mode & 0o7777, mtime, uid, gid }
}
