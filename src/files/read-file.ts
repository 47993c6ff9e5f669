import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import type { UnreadableReason } from '../model/failures/load.ts'

const { O_RDONLY, O_NONBLOCK = 0 } = constants

const MIB = 1 << 20

/** What a file may have at most to be taken for one of its kind, in bytes; what is larger is taken for a mistake. */
export const LARGEST = {
  /** Compose files, env files, label files. */
  text: 64 * MIB,
  /** Secrets and configs that are looked into or copied. */
  secret: 64 * MIB,
  dockerfile: 16 * MIB,
  /** Ignore files, seccomp profiles, configuration of the docker client, keys and certificates. */
  setting: 8 * MIB,
} as const

/** Thrown for a path that gives no file to read. */
export class UnreadablePath extends Error {
  readonly reason: UnreadableReason
  readonly path: string
  /** The system's error code, where it gave one. */
  readonly detail: string | undefined

  constructor(path: string, reason: UnreadableReason, detail?: string) {
    super(`${path}: ${detail ?? reason}`)
    this.path = path
    this.reason = reason
    this.detail = detail
  }
}

/** How often a file that has grown meanwhile is looked at again before it is given up. */
const ROUNDS = 3

/**
 * The bytes of a regular file, links followed. Never waits and never goes on without end: pipes, sockets and devices
 * are refused once they are open, as is what is larger than `limit` or gives more than it has. Throws `UnreadablePath`.
 */
export function readPlainFile(path: string, limit: number): Buffer {
  let file: number | undefined
  try {
    // Without O_NONBLOCK, opening a FIFO waits for somebody to write.
    file = openSync(path, O_RDONLY | O_NONBLOCK)
    return readOpen(file, path, limit)
  } catch (error) {
    throw error instanceof UnreadablePath ? error : unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** The same, undefined where nothing is there. */
export function readPlainFileIfThere(path: string, limit: number): Buffer | undefined {
  try {
    return readPlainFile(path, limit)
  } catch (error) {
    if (error instanceof UnreadablePath && error.reason === 'missing') return undefined
    throw error
  }
}

function readOpen(file: number, path: string, limit: number): Buffer {
  let found = Buffer.alloc(0)
  for (let round = 0; round < ROUNDS; round++) {
    const size = sizeOf(fstatSync(file), path, limit)
    // One more than it has, to see whether there is more.
    const room = Buffer.allocUnsafe(size + 1)
    found.copy(room)
    let length = Math.min(found.length, room.length)
    while (length < room.length) {
      const read = readSync(file, room, length, room.length - length, length)
      if (read === 0) return room.subarray(0, length)
      length += read
    }
    found = room
  }
  throw new UnreadablePath(path, 'grows')
}

function sizeOf(stats: Stats, path: string, limit: number): number {
  if (stats.isDirectory()) throw new UnreadablePath(path, 'directory')
  if (!stats.isFile()) throw new UnreadablePath(path, 'not-regular')
  if (stats.size > limit) throw new UnreadablePath(path, 'too-large')
  return stats.size
}

function unreadable(path: string, error: unknown): UnreadablePath {
  const { code = String(error) } = error as NodeJS.ErrnoException
  return new UnreadablePath(path, REASON_OF[code] ?? 'other', code)
}

const REASON_OF: Readonly<Record<string, UnreadableReason>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'directory',
  EACCES: 'permission',
  EPERM: 'permission',
  ELOOP: 'link-loop',
  // A socket cannot be opened, nor a device that has no driver.
  ENXIO: 'not-regular',
  ENODEV: 'not-regular',
}
