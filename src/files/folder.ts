import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  type Stats,
  statSync,
} from 'node:fs'
import { join } from 'node:path'

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
const DESCRIPTORS = '/proc/self/fd'

/**
 * A folder that is held, so that what is done in it is done in this very folder whatever becomes of its path.
 * On Linux it is held by its descriptor; elsewhere each step down is only checked to be no link when it is taken.
 */
export interface Folder {
  /** For people. */
  readonly path: string
  /** A path by which the system reaches `name`, a name without separators, in this very folder. */
  at(name: string): string
  stats(): Stats
  close(): void
}

/** Opens a folder by the path that a user gave, links in it and all. Throws the system's error. */
export function openFolder(path: string): Folder {
  return holdsByDescriptor() ? byDescriptor(path, path, 0) : byPath(path, statSync(path))
}

/** Opens a folder in a folder; a link to one is none. Throws the system's error: `ENOTDIR` or `ELOOP` for a link. */
export function openSubfolder(folder: Folder, name: string): Folder {
  const path = join(folder.path, name)
  return holdsByDescriptor()
    ? byDescriptor(folder.at(name), path, O_NOFOLLOW)
    : byPath(path, lstatSync(folder.at(name)))
}

let byDescriptors: boolean | undefined

function holdsByDescriptor(): boolean {
  if (byDescriptors === undefined) {
    try {
      accessSync(DESCRIPTORS)
      byDescriptors = process.platform === 'linux'
    } catch {
      byDescriptors = false
    }
  }
  return byDescriptors
}

function byDescriptor(systemPath: string, path: string, flags: number): Folder {
  const descriptor = openSync(systemPath, O_RDONLY | O_DIRECTORY | flags)
  return {
    path,
    at: (name) => `${DESCRIPTORS}/${descriptor}/${name}`,
    stats: () => fstatSync(descriptor),
    close: () => closeSync(descriptor),
  }
}

function byPath(path: string, stats: Stats): Folder {
  if (!stats.isDirectory())
    throw Object.assign(new Error('not a directory'), { code: 'ENOTDIR', syscall: 'open', path })
  return { path, at: (name) => join(path, name), stats: () => lstatSync(path), close: () => undefined }
}
