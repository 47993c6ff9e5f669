import { createWriteStream } from 'node:fs'
import { chmod, link, lstat, mkdir, realpath, rm, symlink, utimes } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import type { Placement } from './destination.ts'

/**
 * Unpacks a tar whose entries are below one topmost name, which becomes that of the placement. The archive
 * is not trusted: what would come to lie elsewhere, also by way of a link, is left out.
 */
export async function unpack(tar: NodeJS.ReadableStream, { directory, name }: Placement): Promise<void> {
  const entries = extract()
  const root = await realpath(directory)
  // Fed only when somebody listens: it has no patience with entries that nobody takes.
  tar.on('error', (error) => entries.destroy(error as Error))
  tar.pipe(entries as unknown as Writable)
  for await (const entry of entries) {
    const path = pathOf(entry.header.name, root, name)
    if (path !== undefined) await mkdir(dirname(path), { recursive: true })
    if (path !== undefined && (await isWithin(root, dirname(path)))) {
      await write(entry.header, entry as AsyncIterable<Uint8Array>, path, (target) =>
        pathOf(target, root, name),
      )
    } else {
      await readToEnd(entry)
    }
  }
}

async function isWithin(root: string, directory: string): Promise<boolean> {
  const real = await realpath(directory)
  return real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)
}

/** Undefined for the topmost entry when only what is in it is wanted, and for what would leave the directory. */
function pathOf(entryName: string, directory: string, name: string): string | undefined {
  const [, ...rest] = entryName
    .replace(/^\.?\/+/, '')
    .replace(/\/+$/, '')
    .split('/')
  const inside = normalize(join(name, ...rest))
  if (inside === '.' || inside === '..' || inside.startsWith(`..${sep}`)) return undefined
  return join(directory, inside)
}

/** Nothing but files has content; entries are read to their end, or the next one would not come. */
async function write(
  { type, mode, mtime, linkname }: Header,
  content: AsyncIterable<Uint8Array>,
  path: string,
  locate: (target: string) => string | undefined,
): Promise<void> {
  if (type === 'directory') {
    await readToEnd(content)
    await mkdir(path, { recursive: true })
  } else if (type === 'symlink' || type === 'link') {
    await readToEnd(content)
    await rm(path, { force: true })
    const original = type === 'link' ? locate(linkname ?? '') : undefined
    if (original !== undefined) await link(original, path)
    else if (type === 'symlink') await symlink(linkname ?? '', path)
    return
  } else {
    // Never through a link that is there already.
    if ((await kindOf(path)) === 'link') await rm(path)
    await pipeline(content, createWriteStream(path))
    if (mtime) await utimes(path, mtime, mtime)
  }
  if (mode !== undefined) await chmod(path, mode & 0o7777)
}

async function readToEnd(content: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of content);
}

async function kindOf(path: string): Promise<'link' | 'other'> {
  try {
    return (await lstat(path)).isSymbolicLink() ? 'link' : 'other'
  } catch {
    return 'other'
  }
}
