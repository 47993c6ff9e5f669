import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OnChange } from './file-watcher.ts'
import { statOf } from './stat-of.ts'

export interface TreeOptions {
  reaches(directory: string): boolean
  onChange: OnChange
  /** Begins to watch a directory; false when that cannot be. */
  enter(directory: string): boolean
  leave(directory: string): void
}

/**
 * What is known of the watched directories: the names in each. So it can be told what was in a directory that
 * has gone, and that a file which came and went was never there.
 */
export class DirectoryTree {
  readonly #options: TreeOptions
  readonly #names = new Map<string, Set<string>>()
  /** Roots that are files, and there. */
  readonly #files = new Set<string>()

  constructor(options: TreeOptions) {
    this.#options = options
  }

  /** Takes in a root that is `there` from the beginning, or that came, went or was replaced (`again`). */
  addRoot(root: string, when: 'there' | 'again'): void {
    const stats = statOf(root)
    if (stats?.isDirectory()) {
      this.#dropFile(root)
      if (this.#names.has(root)) this.#reenter(root)
      else this.#enter(root, when === 'again')
      return
    }
    if (this.#names.has(root)) this.#drop(root)
    if (!stats) this.#dropFile(root)
    else {
      if (when === 'again') this.#options.onChange(root, this.#files.has(root) ? 'changed' : 'new')
      this.#files.add(root)
    }
  }

  /**
   * A root was written to, or its permissions were changed. Those of a directory are not told: what it is
   * copied to belongs to the container.
   */
  touch(root: string): void {
    if (this.#files.has(root)) this.#options.onChange(root, 'changed')
    else if (!this.#names.has(root)) this.addRoot(root, 'again')
  }

  /** A name in a directory was written to. */
  changed(directory: string, name: string): void {
    if (this.#names.get(directory)?.has(name)) this.#options.onChange(join(directory, name), 'changed')
    else this.renamed(directory, name)
  }

  /** A name in a directory came, went or was replaced. */
  renamed(directory: string, name: string): void {
    const names = this.#names.get(directory)
    if (!names) return
    const path = join(directory, name)
    const stats = statOf(path)
    const wasThere = names.has(name)
    if (!stats) {
      if (wasThere) this.#dropEntry(directory, name)
      return
    }
    names.add(name)
    if (!stats.isDirectory()) {
      if (this.#names.has(path)) this.#drop(path)
      this.#options.onChange(path, wasThere ? 'changed' : 'new')
    } else if (this.#names.has(path)) {
      this.#options.onChange(path, 'changed')
      this.#reenter(path)
    } else {
      this.#options.onChange(path, 'new')
      if (this.#options.reaches(path)) this.#enter(path, true)
    }
  }

  /** Looks at everything again: tells what has changed since a time (milliseconds), what came and what went. */
  recheck(since: number): void {
    for (const root of this.#files) if (!statOf(root)) this.#dropFile(root)
    for (const directory of [...this.#names.keys()]) {
      const names = this.#names.get(directory)
      if (!names) continue
      const now = new Set(entriesOf(directory).map(({ name }) => name))
      for (const name of names) if (!now.has(name)) this.#dropEntry(directory, name)
      for (const name of now) this.#recheckEntry(directory, name, names, since)
    }
  }

  #recheckEntry(directory: string, name: string, names: ReadonlySet<string>, since: number): void {
    const path = join(directory, name)
    const stats = statOf(path)
    if (!stats || stats.ctimeMs < since) return
    // A directory made anew under its old name is watched no more.
    if (stats.isDirectory() || !names.has(name)) this.renamed(directory, name)
    else this.#options.onChange(path, 'changed')
  }

  #enter(directory: string, isNew: boolean): void {
    if (!this.#options.enter(directory)) return
    const names = new Set<string>()
    this.#names.set(directory, names)
    // Read after watching has begun: what is made meanwhile is told twice rather than never.
    for (const entry of entriesOf(directory)) {
      const path = join(directory, entry.name)
      names.add(entry.name)
      if (isNew) this.#options.onChange(path, 'new')
      if (entry.isDirectory() && this.#options.reaches(path)) this.#enter(path, isNew)
    }
  }

  /** The directory may be another one under the same name: its watch is renewed and its entries are told. */
  #reenter(directory: string): void {
    const before = this.#names.get(directory) ?? new Set()
    this.#options.leave(directory)
    if (!this.#options.enter(directory)) {
      this.#drop(directory)
      return
    }
    const entries = entriesOf(directory)
    const now = new Set(entries.map(({ name }) => name))
    for (const name of before) if (!now.has(name)) this.#dropEntry(directory, name)
    this.#names.set(directory, now)
    for (const entry of entries) {
      const path = join(directory, entry.name)
      this.#options.onChange(path, before.has(entry.name) ? 'changed' : 'new')
      if (!entry.isDirectory()) {
        if (this.#names.has(path)) this.#drop(path)
      } else if (this.#names.has(path)) this.#reenter(path)
      else if (this.#options.reaches(path)) this.#enter(path, true)
    }
  }

  #dropEntry(directory: string, name: string): void {
    const path = join(directory, name)
    this.#names.get(directory)?.delete(name)
    if (this.#names.has(path)) this.#drop(path)
    this.#options.onChange(path, 'gone')
  }

  #dropFile(root: string): void {
    if (this.#files.delete(root)) this.#options.onChange(root, 'gone')
  }

  /** Forgets a directory that has gone, and tells what was in it. */
  #drop(directory: string): void {
    const names = this.#names.get(directory) ?? []
    this.#names.delete(directory)
    this.#options.leave(directory)
    for (const name of names) {
      const path = join(directory, name)
      if (this.#names.has(path)) this.#drop(path)
      this.#options.onChange(path, 'gone')
    }
  }
}

function entriesOf(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return []
  }
}
