import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import type { Stat } from '../wire/messages.ts'
import { goMode } from './go-stat.ts'
import type { FileSource, FilterPatterns } from './source.ts'

const blockSize = 512
const chunkSize = 64 << 10

/** A file that is put into a tar besides those of its source. */
export interface ExtraFile {
  readonly path: string
  readonly text: string
}

/** Streams a tree as a tar archive, with `extra` files before it. Walks no faster than the archive is read. */
export function tarOf(
  source: FileSource,
  patterns: FilterPatterns,
  extra: readonly ExtraFile[],
  signal: AbortSignal,
): Readable {
  const out = new PassThrough({ highWaterMark: 4 * chunkSize })
  const write = async (bytes: Buffer): Promise<void> => {
    if (!out.write(bytes)) await once(out, 'drain', { signal })
  }
  const run = async (): Promise<void> => {
    for (const { path, text } of extra) {
      const contents = Buffer.from(text)
      await write(headerOf({ path, mode: 0o644, size: contents.length }))
      await write(Buffer.concat([contents, padding(contents.length)]))
    }
    await source.walk(patterns, (stat) => writeEntry(source, stat, write), signal)
    out.end(Buffer.alloc(2 * blockSize))
  }
  // Whoever reads sees it; before anybody does it must not end the process.
  out.on('error', () => {})
  run().catch((error: Error) => out.destroy(error))
  return out
}

async function writeEntry(
  source: FileSource,
  stat: Stat,
  write: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  await write(headerOf(stat))
  if (kindOf(stat) !== kinds.file) return
  const size = stat.size ?? 0
  const file = await source.open(stat.path ?? '')
  try {
    // The size is promised already: what has grown is cut off, what has shrunk is filled up.
    for (let left = size; left > 0; ) {
      const chunk = Buffer.alloc(Math.min(left, chunkSize))
      const read = (await file?.read(chunk, 0, chunk.length)) || chunk.length
      await write(chunk.subarray(0, read))
      left -= read
    }
    await write(padding(size))
  } finally {
    await file?.close()
  }
}

const kinds = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  charDevice: '3',
  device: '4',
  directory: '5',
  fifo: '6',
}

function kindOf({ mode = 0, linkname = '' }: Stat): string {
  if (mode >= goMode.directory) return kinds.directory
  if (mode & goMode.symlink) return kinds.symlink
  if (mode & goMode.charDevice) return kinds.charDevice
  if (mode & goMode.device) return kinds.device
  if (mode & goMode.fifo) return kinds.fifo
  return linkname === '' ? kinds.file : kinds.hardlink
}

/** An entry's header, with an extended one before it where the old format has no room for a value. */
function headerOf(stat: Stat): Buffer {
  const kind = kindOf(stat)
  const path = (stat.path ?? '') + (kind === kinds.directory ? '/' : '')
  const link = stat.linkname ?? ''
  const size = kind === kinds.file ? (stat.size ?? 0) : 0
  const extended: Record<string, string> = {}
  if (!fits(path)) extended.path = path
  if (!fits(link)) extended.linkpath = link
  if (size >= 8 ** 11) extended.size = String(size)
  const seconds = Number((stat.modTime ?? 0n) / 1_000_000_000n)
  const plain = header({ path, link, size, kind, mode: unixMode(stat.mode ?? 0), seconds, stat })
  return Buffer.concat([extendedHeader(extended), plain])
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= 100 && !/[^\u0020-\u007e]/.test(text)
}

function unixMode(mode: number): number {
  const special = (mode & goMode.setuid ? 0o4000 : 0) | (mode & goMode.setgid ? 0o2000 : 0)
  return (mode & 0o777) | special | (mode & goMode.sticky ? 0o1000 : 0)
}

interface Header {
  readonly path: string
  readonly link: string
  readonly size: number
  readonly kind: string
  readonly mode: number
  readonly seconds: number
  readonly stat: Stat
}

function header({ path, link, size, kind, mode, seconds, stat }: Header): Buffer {
  const block = Buffer.alloc(blockSize)
  const octal = (value: number, at: number, width: number): void => {
    block.write((value % 8 ** (width - 1)).toString(8).padStart(width - 1, '0'), at)
  }
  block.write(path.slice(0, 100), 0, 100)
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.max(0, seconds), 136, 12)
  block.write(kind, 156)
  block.write(link.slice(0, 100), 157, 100)
  block.write('ustar\x0000', 257, 'latin1')
  octal(stat.devmajor ?? 0, 329, 8)
  octal(stat.devminor ?? 0, 337, 8)
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function extendedHeader(values: Readonly<Record<string, string>>): Buffer {
  const records = Object.entries(values).map(([key, value]) => record(key, value))
  if (records.length === 0) return Buffer.alloc(0)
  const body = Buffer.concat(records)
  const about = { path: 'PaxHeader', link: '', kind: 'x', mode: 0o644, seconds: 0, stat: {} }
  return Buffer.concat([header({ ...about, size: body.length }), body, padding(body.length)])
}

/** `<length> key=value\n`, where the length counts its own digits. */
function record(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + String(rest).length
  if (String(length).length > String(rest).length) length = rest + String(length).length
  return Buffer.from(`${length} ${key}=${value}\n`)
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize)
}
