import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'
import { isatty, ReadStream } from 'node:tty'
import { readPlainFile, UnreadablePath } from './read-file.ts'

/**
 * All that somebody else writes to what a shell has opened for us (`/dev/stdin`, `/dev/fd/63`), however long that
 * takes: other work goes on meanwhile, and the process can end. Throws `UnreadablePath` for more than `limit` bytes.
 */
export async function readHandedOver(path: string, limit: number, signal?: AbortSignal): Promise<Buffer> {
  const descriptor = openHandedOver(path)
  const kind = fstatSync(descriptor)
  if (!isatty(descriptor) && !kind.isFIFO() && !kind.isSocket()) {
    closeSync(descriptor)
    // `/dev/null` is the way to say "no file".
    return path === '/dev/null' || kind.rdev === NULL_DEVICE ? Buffer.alloc(0) : readPlainFile(path, limit)
  }
  const stream = isatty(descriptor)
    ? new ReadStream(descriptor)
    : new Socket({ fd: descriptor, writable: false })
  if (signal) addAbortSignal(signal, stream)
  return readStream(stream, path, limit)
}

/** All of a stream. Throws `UnreadablePath` for more than `limit` bytes; `path` is what the stream is called then. */
export async function readStream(
  stream: AsyncIterable<Buffer>,
  path: string,
  limit: number,
): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    parts.push(part)
    length += part.length
    if (length > limit) throw new UnreadablePath(path, 'too-large')
  }
  return Buffer.concat(parts)
}

/** A socket has no name to be opened by: it is taken by its number. */
function openHandedOver(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENXIO') return path.endsWith('stdin') ? 0 : Number(/\d+$/.exec(path)?.[0])
    throw new UnreadablePath(
      path,
      code === 'ENOENT' ? 'missing' : code === 'EACCES' ? 'permission' : 'other',
      code,
    )
  }
}

/** Linux' number of `/dev/null`, by whatever path it was handed over. */
const NULL_DEVICE = (1 << 8) | 3
