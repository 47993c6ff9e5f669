import { lstatSync, mkdirSync } from 'node:fs'
import { type Folder, openFolder, openSubfolder } from '../../files/folder.ts'
import { Refused } from './entry-path.ts'

/** Folders below a root, each held while something is made in it: archives name a folder's files one after the other. */
export class FolderStack {
  readonly #root: Folder
  readonly #open: { readonly name: string; readonly folder: Folder }[] = []

  constructor(directory: string) {
    this.#root = openFolder(directory)
  }

  /** The folder at `path`; what is missing on the way is made. Throws `Refused` where a link or file is on the way. */
  enter(path: readonly string[]): Folder {
    const shared = this.#sharedWith(path)
    this.#closeFrom(shared)
    for (const name of path.slice(shared)) this.#open.push({ name, folder: enterFolder(this.#top(), name) })
    return this.#top()
  }

  close(): void {
    this.#closeFrom(0)
    this.#root.close()
  }

  #top(): Folder {
    return this.#open.at(-1)?.folder ?? this.#root
  }

  #sharedWith(path: readonly string[]): number {
    const differs = this.#open.findIndex(({ name }, at) => path[at] !== name)
    return differs < 0 ? this.#open.length : differs
  }

  #closeFrom(count: number): void {
    for (const { folder } of this.#open.splice(count)) folder.close()
  }
}

function enterFolder(parent: Folder, name: string): Folder {
  const stats = lstatSync(parent.at(name), { throwIfNoEntry: false })
  if (stats?.isSymbolicLink()) throw new Refused('through-link')
  if (stats && !stats.isDirectory()) throw new Refused('no-folder')
  if (!stats) mkdirSync(parent.at(name))
  return openSubfolder(parent, name)
}
