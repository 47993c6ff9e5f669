import { resolve } from 'node:path'
import { isPrivate } from '../files/is-private.ts'
import { LARGEST, readPlainFile, UnreadablePath } from '../files/read-file.ts'
import type { Failure } from '../model/failure.ts'
import { failure } from '../model/failure.ts'
import type { FileKind } from '../model/failures/load.ts'
import type { Place, Source } from '../model/place.ts'

/** A text file of the project, or why it cannot be had. Never blocks on what is no regular file. */
export async function readText(
  path: string,
  kind: FileKind,
  at?: Place | undefined,
  signal?: AbortSignal,
): Promise<Source | Failure> {
  const bytes = await readBytes(path, kind, at, signal)
  if (!Buffer.isBuffer(bytes)) return bytes
  const source = decodeText(path, bytes)
  const isCompose = kind !== 'env' && kind !== 'label'
  const hidden =
    isSource(source) && !HANDED_OVER.test(path) && isPrivate({ path, isCompose, namedBy: namedBy(at) })
  return hidden ? { ...source, isPrivate: true } : source
}

/** What standard input names is looked at as if it were in the working directory. */
function namedBy(at: Place | undefined): string | undefined {
  return at && resolve(at.source.path)
}

/** Bytes as UTF-8 text without byte order mark, or where they stop being text. */
export function decodeText(path: string, bytes: Buffer): Source | Failure {
  const text = decode(bytes)
  if (text === undefined) return failure('file-not-text', { path })
  return { path, text }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/

/** The first character of a YAML text that YAML does not allow. */
export function controlCharacter(source: Source): Failure | undefined {
  const start = source.text.search(CONTROL)
  if (start < 0) return undefined
  const code = source.text.charCodeAt(start)
  return failure('control-character', { code }, { at: { source, start, end: start + 1 } })
}

/** Whether a text was read. */
export function isSource(result: Source | Failure): result is Source {
  return 'text' in result
}

/** What a shell hands over (`<(command)`, `/dev/stdin`) or means as "no file": no regular files, yet read. */
const HANDED_OVER = /^\/(dev\/(fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/

async function readBytes(
  path: string,
  kind: FileKind,
  at: Place | undefined,
  signal: AbortSignal | undefined,
): Promise<Buffer | Failure> {
  try {
    if (!HANDED_OVER.test(path)) return readPlainFile(path, LARGEST.text)
    const { readHandedOver } = await import('../files/read-handed-over.ts')
    return await readHandedOver(path, LARGEST.text, signal)
  } catch (error) {
    return unreadableFailure(error, kind, at)
  }
}

/** The failure for a file that cannot be read; throws what is no such thing. */
export function unreadableFailure(error: unknown, kind: FileKind, at?: Place | undefined): Failure {
  if (!(error instanceof UnreadablePath)) throw error
  const { path, reason, detail } = error
  if (reason === 'missing') return failure('file-not-found', { path, kind }, { at })
  return failure('file-not-readable', { path, kind, reason, ...(detail && { detail }) }, { at })
}

const BYTE_ORDER_MARK = '\uFEFF'

function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  } catch {
    return undefined
  }
}

/** YAML may be UTF-16 when a byte order mark says so. */
function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}
