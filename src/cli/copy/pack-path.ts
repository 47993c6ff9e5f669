import { createReadStream } from 'node:fs'
import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'

/** A tar of a file or directory, whose topmost entry is called `name`; empty leaves it out. */
export function packPath(path: string, name: string, followLink: boolean): Readable {
  const tar = pack()
  addTop(tar, path, name, followLink)
    .then(() => tar.finalize())
    .catch((error: Error) => tar.destroy(error))
  return Readable.from(tar, { objectMode: false })
}

async function addTop(tar: Pack, path: string, name: string, followLink: boolean): Promise<void> {
  const stats = await (followLink ? stat(path) : lstat(path))
  if (stats.isDirectory() && name === '') await addChildren(tar, path, '')
  else await addEntry(tar, path, name, stats)
}

async function addChildren(tar: Pack, path: string, name: string): Promise<void> {
  for (const child of (await readdir(path)).sort()) {
    const inside = join(path, child)
    await addEntry(tar, inside, name ? `${name}/${child}` : child, await lstat(inside))
  }
}

async function addEntry(
  tar: Pack,
  path: string,
  name: string,
  stats: Awaited<ReturnType<typeof lstat>>,
): Promise<void> {
  const header = {
    name,
    mode: Number(stats.mode) & 0o7777,
    mtime: stats.mtime,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
  }
  if (stats.isDirectory()) {
    tar.entry({ ...header, name: `${name}/`, type: 'directory' })
    await addChildren(tar, path, name)
  } else if (stats.isSymbolicLink()) {
    tar.entry({ ...header, type: 'symlink', linkname: await readlink(path) })
  } else if (stats.isFile()) {
    await pipeline(
      createReadStream(path),
      tar.entry({ ...header, size: Number(stats.size) }) as unknown as Writable,
    )
  }
}
