import { chmodSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { extract, type Header } from 'tar-stream'
import { Failed, failure } from '../../model/failure.ts'
import type { CopyRefusal } from '../../model/failures/cli.ts'
import type { Placement } from './destination.ts'
import { entryPath, Refused } from './entry-path.ts'
import { FolderStack } from './folder-stack.ts'
import { identityOf, makeFile, makeHardLink, makePipe, makeSymlink } from './make-entry.ts'

const TOLD = 10

/**
 * Unpacks a tar whose entries are below one topmost name, which becomes that of the placement. The archive is not
 * trusted: nothing is reached through a link, be it of the archive or there before, what stands in the way of a file
 * is replaced and never written to, hard links lead only to files of this archive, and no file gets the bits that
 * lend its owner's rights. What that forbids is left out, and named in the `copy-refused` that this then throws.
 */
export async function unpack(tar: NodeJS.ReadableStream, { directory, name }: Placement): Promise<void> {
  const entries = extract()
  let broken: Error | undefined
  // Fed only when somebody listens: it has no patience with entries that nobody takes.
  tar.on('error', (error: Error) => {
    broken = error
    entries.destroy(error)
  })
  const unpacking = new Unpacking(directory, name)
  try {
    tar.pipe(entries as unknown as Writable)
    for await (const entry of entries) {
      await unpacking.take(entry.header, entry as AsyncIterable<Uint8Array>)
    }
    unpacking.finish()
  } catch (error) {
    if (broken || error instanceof Failed || (error as NodeJS.ErrnoException).syscall) throw error
    throw new Failed(failure('copy-archive-broken', { reason: (error as Error).message }))
  } finally {
    unpacking.close()
  }
}

/** What a copy left out, the first of it by name. */
export function refused(all: readonly { readonly path: string; readonly reason: CopyRefusal }[]): Failed {
  const entries = all.slice(0, TOLD)
  return new Failed(failure('copy-refused', { entries, more: all.length - entries.length }))
}

class Unpacking {
  readonly #folders: FolderStack
  /** Where the files that hard links lead to are: held beside the folder that the link is made in. */
  readonly #originals: FolderStack
  readonly #name: string
  /** Of the files that this archive brought: the device and number of each. */
  readonly #made = new Map<string, string>()
  readonly #modes: { readonly path: readonly string[]; readonly mode: number; readonly identity: string }[] =
    []
  readonly #refused: { path: string; reason: CopyRefusal }[] = []

  constructor(directory: string, name: string) {
    this.#folders = new FolderStack(directory)
    this.#originals = new FolderStack(directory)
    this.#name = name
  }

  async take(header: Header, content: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      const path = entryPath(header.name, this.#name)
      if (path.length > 0) await this.#make(path, header, content)
    } catch (error) {
      if (!(error instanceof Refused)) throw atEntry(error, header.name)
      this.#refused.push({ path: header.name, reason: error.refusal })
    }
    // Entries are read to their end, or the next one would not come.
    for await (const _ of content);
  }

  /** Folders get their modes last: nothing could be put into some before. */
  finish(): void {
    for (const { path, mode, identity } of this.#modes.reverse()) {
      const folder = this.#folders.enter(path)
      if (identityOf(folder.stats()) === identity) chmodSync(folder.at('.'), mode)
    }
    if (this.#refused.length > 0) throw refused(this.#refused)
  }

  close(): void {
    this.#folders.close()
    this.#originals.close()
  }

  async #make(path: readonly string[], header: Header, content: AsyncIterable<Uint8Array>): Promise<void> {
    const { type, linkname } = header
    const key = path.join('/')
    if (type === 'directory') {
      const identity = identityOf(this.#folders.enter(path).stats())
      if (header.mode !== undefined) this.#modes.push({ path, mode: header.mode & 0o1777, identity })
      return
    }
    const name = path.at(-1) ?? ''
    const inParent = () => this.#folders.enter(path.slice(0, -1))
    if (type === 'symlink') makeSymlink(inParent(), name, linkname ?? '')
    else if (type === 'fifo') makePipe(inParent(), name, (header.mode ?? 0o644) & 0o777)
    else if (type === 'link') {
      const original = entryPath(linkname ?? '', this.#name)
      const identity = this.#made.get(original.join('/'))
      if (identity === undefined) throw new Refused('link-elsewhere')
      const source = this.#originals.enter(original.slice(0, -1)).at(original.at(-1) ?? '')
      this.#made.set(key, makeHardLink(inParent(), name, source, identity))
    } else if (type === 'file' || type === 'contiguous-file') {
      this.#made.set(key, await makeFile(inParent(), name, header, content))
    } else throw new Refused(/device/.test(type ?? '') ? 'device' : 'kind')
  }
}

/** The system's error, told of the entry and not of how it was reached. */
function atEntry(error: unknown, path: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  return code && syscall ? new Failed(failure('system-error', { code, syscall, path })) : error
}
