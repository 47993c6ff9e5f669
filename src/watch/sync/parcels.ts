import { accessSync, constants, createReadStream, readlinkSync } from 'node:fs'
import { pipeline, Readable, type Writable } from 'node:stream'
import { type Header, type Pack, pack } from 'tar-stream'
import { openListed, readListed } from '../../files/open-listed.ts'
import type { Entry } from './entries.ts'

/** What is sent at once: files small enough to be held in memory, or one that is streamed. */
export interface Parcel {
  readonly entries: readonly Entry[]
  readonly isStreamed: boolean
}

/** Bytes and entries of one parcel; a file above this is streamed. */
const MOST_BYTES = 8 * 1024 * 1024
const MOST_ENTRIES = 1000

/** Divides entries into parcels, in order. */
export function divide(entries: readonly Entry[]): Parcel[] {
  const parcels: Parcel[] = []
  let current: Entry[] = []
  let bytes = 0
  const close = (): void => {
    if (current.length > 0) parcels.push({ entries: current, isStreamed: false })
    current = []
    bytes = 0
  }
  for (const entry of entries) {
    const size = sizeOf(entry)
    if (size > MOST_BYTES) {
      close()
      parcels.push({ entries: [entry], isStreamed: true })
      continue
    }
    if (bytes + size > MOST_BYTES || current.length >= MOST_ENTRIES) close()
    current.push(entry)
    bytes += size
  }
  close()
  return parcels
}

/** Bytes of a file; 0 for what has no content of its own. */
export function sizeOf({ stats }: Entry): number {
  return stats.isFile() ? stats.size : 0
}

/** What a parcel came to. */
export interface Packed {
  readonly tar: Buffer
  readonly files: number
  readonly bytes: number
  /** Files that are there and may not be read. */
  readonly unreadable: readonly string[]
}

/** A tar of a parcel, paths from the root; what has gone meanwhile is left out. */
export async function packParcel({ entries }: Parcel): Promise<Packed> {
  const tar = pack()
  const unreadable: string[] = []
  let files = 0
  let bytes = 0
  for (const entry of entries) {
    try {
      const content = readEntry(entry)
      if (content) tar.entry({ ...headerOf(entry), size: content.length }, content)
      else tar.entry(headerOf(entry))
      if (!entry.stats.isDirectory()) files += 1
      bytes += content?.length ?? 0
    } catch (error) {
      if (!hasGone(error)) unreadable.push(entry.path)
    }
  }
  tar.finalize()
  return { tar: await collected(tar), files, bytes, unreadable }
}

/** By events: tar-stream's iterator takes four times as long for many small files. */
function collected(tar: Pack): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    tar.on('data', (chunk) => chunks.push(chunk as Buffer))
    tar.on('end', () => resolve(Buffer.concat(chunks)))
    tar.on('error', reject)
  })
}

/** Whether a file that is to be streamed can be: it may have gone meanwhile, or reading it may not be allowed. */
export function checkReadable({ entries }: Parcel): 'readable' | 'gone' | 'unreadable' {
  try {
    for (const { path } of entries) accessSync(path, constants.R_OK)
    return 'readable'
  } catch (error) {
    return hasGone(error) ? 'gone' : 'unreadable'
  }
}

/** A tar of one big file as a stream. If the file is written to meanwhile, what is missing is zeros. */
export function streamParcel({ entries }: Parcel): Readable {
  const tar = pack()
  const [entry] = entries
  if (entry) {
    const { size } = entry.stats
    const sink = tar.entry({ ...headerOf(entry), size })
    pipeline(exactly(size, contentOf(entry)), sink as unknown as Writable, (error) => {
      // Whoever took the archive has gone, and knows why.
      if (error) tar.destroy()
      else tar.finalize()
    })
  }
  return Readable.from(tar as AsyncIterable<Buffer>)
}

async function* contentOf({ path, stats }: Entry): AsyncGenerator<Buffer> {
  yield* createReadStream('', { fd: openListed(path, stats), end: stats.size - 1 })
}

function exactly(size: number, source: AsyncIterable<Buffer>): Readable {
  async function* padded() {
    let left = size
    try {
      for await (const chunk of source) {
        left -= chunk.length
        yield chunk
      }
    } catch {
      // It has gone: the change that says so follows.
    }
    while (left > 0) {
      const zeros = Buffer.alloc(Math.min(left, 65_536))
      left -= zeros.length
      yield zeros
    }
  }
  return Readable.from(padded())
}

function readEntry({ path, stats }: Entry): Buffer | undefined {
  return stats.isFile() ? readListed(path, stats) : undefined
}

function headerOf({ target, path, stats }: Entry): Partial<Header> & { name: string } {
  const common = {
    name: target.replace(/^\/+/, ''),
    mode: stats.mode & 0o7777,
    mtime: stats.mtime,
    uid: stats.uid,
    gid: stats.gid,
  }
  if (stats.isDirectory()) return { ...common, type: 'directory' }
  if (stats.isSymbolicLink()) return { ...common, type: 'symlink', linkname: readlinkSync(path) }
  return { ...common, type: 'file' }
}

function hasGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'EINVAL' || code === 'ELOOP'
}
