import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants, linkSync, lstatSync, renameSync, rmSync, type Stats, symlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Header } from 'tar-stream'
import type { Folder } from '../../files/folder.ts'
import { Refused } from './entry-path.ts'

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants

/** Device and number: what makes two names those of one file. */
export function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

/** Makes a file and returns its identity; what was there under its name is replaced, never written to. */
export async function makeFile(
  folder: Folder,
  name: string,
  { mode = 0o644, mtime }: Pick<Header, 'mode' | 'mtime'>,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  const { temporary, take, discard } = standIn(folder, name)
  const file = await open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    for await (const part of content) await writeWhole(file, part)
    if (mtime) await file.utimes(mtime, mtime)
    await file.chmod(mode & 0o777)
    const identity = identityOf(await file.stat())
    take()
    return identity
  } finally {
    await file.close()
    discard()
  }
}

async function writeWhole(file: Awaited<ReturnType<typeof open>>, part: Uint8Array): Promise<void> {
  for (let from = 0; from < part.length; ) from += (await file.write(part, from)).bytesWritten
}

/** Makes a link, which leads wherever it says: nothing follows it here. */
export function makeSymlink(folder: Folder, name: string, target: string): void {
  made(folder, name, (path) => symlinkSync(target, path))
}

/** Makes another name for the file at `source`, if that still is the one with this identity, which is returned. */
export function makeHardLink(folder: Folder, name: string, source: string, identity: string): string {
  made(folder, name, (path) => {
    linkSync(source, path)
    if (identityOf(lstatSync(path)) !== identity) throw new Refused('link-elsewhere')
  })
  return identity
}

/** Makes a named pipe, for which Node has no call. Throws `Refused` where `mkfifo` cannot. */
export function makePipe(folder: Folder, name: string, mode: number): void {
  made(folder, name, (path) => {
    // The folder is held by a descriptor of this process, which the other one reaches by its number.
    const reachable = path.replace('/proc/self/', `/proc/${process.pid}/`)
    const { status } = spawnSync('mkfifo', ['-m', mode.toString(8), '--', reachable], { stdio: 'ignore' })
    if (status !== 0) throw new Refused('pipe')
  })
}

function made(folder: Folder, name: string, make: (path: string) => void): void {
  const { temporary, take, discard } = standIn(folder, name)
  try {
    make(temporary)
    take()
  } finally {
    discard()
  }
}

/** A name that nobody else has, under which something is made before it takes its own name at once. */
function standIn(folder: Folder, name: string) {
  const there = lstatSync(folder.at(name), { throwIfNoEntry: false })
  if (there?.isDirectory()) throw new Refused('folder-in-the-way')
  const temporary = folder.at(`.tscompose-${randomBytes(8).toString('hex')}`)
  return {
    temporary,
    take: () => renameSync(temporary, folder.at(name)),
    /** Also after `take`: two names of one file are left as they are by a renaming. */
    discard: () => rmSync(temporary, { force: true }),
  }
}
