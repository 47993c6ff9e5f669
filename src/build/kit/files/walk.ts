import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { MatchState } from '../../../model/patterns/matcher.ts'
import type { Stat } from '../wire/messages.ts'
import { sortByBytes } from './byte-order.ts'
import { type FileFilter, UnreadableFile } from './source.ts'
import { createStatReader, type StatReader, type StatTarget } from './stat-reader.ts'

/** How many entries of one directory are read at once; bounds memory in huge directories. */
const sliceSize = 512
/** How many sibling directories are read ahead of the one that is visited. */
const readAhead = 4

interface Walk {
  readonly root: string
  readonly filter: FileFilter
  readonly visit: (stat: Stat, identity: string | undefined) => Promise<void> | undefined
  readonly signal: AbortSignal
  readonly stats: StatReader
  /** First visited path of each inode that has several names. */
  readonly links: Map<string, string>
}

/** A directory on the way down: what it matched, and whether it was visited itself. */
interface Directory {
  readonly path: string
  readonly parent?: Directory | undefined
  readonly wanted: boolean
  readonly include?: MatchState | undefined
  readonly exclude?: MatchState | undefined
  stat?: Stat
  visited: boolean
}

/** An entry that is wanted, or a directory below which something may be. */
interface Entry extends StatTarget {
  readonly parent: Directory
  readonly directory?: Directory | undefined
}

/**
 * Walks a directory in fsutil's order. An entry that vanishes on the way is passed over; a directory that is
 * wanted but may not be read is an `UnreadableFile`. A plain file is visited with its device and number.
 */
export async function walkDirectory(
  root: string,
  filter: FileFilter,
  visit: (stat: Stat, identity: string | undefined) => Promise<void> | undefined,
  signal: AbortSignal,
): Promise<void> {
  const walk: Walk = { root, filter, visit, signal, stats: createStatReader(root), links: new Map() }
  const top: Directory = { path: '', wanted: true, visited: true }
  await visitEntries(walk, await readEntries(walk, top))
}

async function visitEntries(walk: Walk, entries: readonly Entry[]): Promise<void> {
  const entriesOf = createReadAhead(walk, entries)
  for (let start = 0; start < entries.length; start += sliceSize) {
    const slice = entries.slice(start, start + sliceSize)
    // The first slice came along with the names.
    if (start > 0) await walk.stats.read(slice)
    for (const entry of slice) {
      if (entry.stat === undefined) continue
      const busy = visitEntry(walk, entry, entry.stat)
      if (busy) await busy
      if (entry.directory) await visitEntries(walk, await entriesOf(entry.directory))
    }
  }
}

function visitEntry(walk: Walk, entry: Entry, stat: Stat): Promise<void> | undefined {
  if (entry.directory) {
    entry.directory.stat = stat
    if (!entry.directory.wanted) return undefined
    entry.directory.visited = true
  }
  const linked = linkedStat(walk, entry, stat)
  if (entry.parent.visited) return walk.visit(linked, entry.identity)
  return (async () => {
    await visitParents(walk, entry.parent)
    await walk.visit(linked, entry.identity)
  })()
}

/** Visits the directories above a wanted entry that were not wanted for themselves. */
async function visitParents(walk: Walk, directory: Directory | undefined): Promise<void> {
  if (directory === undefined || directory.visited) return
  await visitParents(walk, directory.parent)
  directory.visited = true
  if (directory.stat) await walk.visit(directory.stat, undefined)
}

/**
 * A second name of an inode refers to the first that was visited, and keeps the real size: with size 0 the
 * engine leaves temporary files behind in the image.
 */
function linkedStat(walk: Walk, { identity, linked, path }: Entry, stat: Stat): Stat {
  if (identity === undefined || !linked) return stat
  const first = walk.links.get(identity)
  if (first !== undefined) return { ...stat, linkname: first }
  walk.links.set(identity, path)
  return stat
}

/** Starts reading the next few directories while one is visited, so that the disk is asked in parallel. */
function createReadAhead(walk: Walk, entries: readonly Entry[]): (directory: Directory) => Promise<Entry[]> {
  const directories = entries.flatMap((entry) => entry.directory ?? [])
  const running = new Map<Directory, Promise<Entry[]>>()
  let next = 0
  const fill = (): void => {
    while (running.size < readAhead) {
      const directory = directories[next++]
      if (directory === undefined) return
      const reading = readEntries(walk, directory)
      // Awaited later, or never when the walk ends early.
      reading.catch(() => undefined)
      running.set(directory, reading)
    }
  }
  fill()
  return (directory) => {
    const reading = running.get(directory) ?? readEntries(walk, directory)
    // Those before it vanished and are not asked for any more.
    for (const other of running.keys()) {
      running.delete(other)
      if (other === directory) break
    }
    fill()
    return reading
  }
}

async function readEntries(walk: Walk, directory: Directory): Promise<Entry[]> {
  walk.signal.throwIfAborted()
  const found = sortByBytes(await readNames(walk, directory), ({ name }) => name)
  const entries = found.flatMap((dirent) => chooseEntry(walk.filter, directory, dirent) ?? [])
  await walk.stats.read(entries.slice(0, sliceSize))
  return entries
}

async function readNames(walk: Walk, directory: Directory): Promise<Dirent[]> {
  try {
    return await readdir(join(walk.root, directory.path), { withFileTypes: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (directory.path !== '' && (code === 'ENOENT' || code === 'ENOTDIR')) return []
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    if (!directory.wanted) return []
    throw new UnreadableFile(directory.path, message)
  }
}

/** Applies the filter to one name; undefined when neither it nor anything below it is wanted. */
function chooseEntry(filter: FileFilter, parent: Directory, dirent: Dirent): Entry | undefined {
  const path = parent.path === '' ? dirent.name : `${parent.path}/${dirent.name}`
  const isDirectory = dirent.isDirectory()
  const include = filter.include?.match(path, parent.include)
  const exclude = filter.exclude?.match(path, parent.exclude)
  const included = include?.matched ?? true
  const excluded = exclude?.matched ?? false
  const wanted = included && !excluded
  if (!isDirectory) return wanted ? { path, parent } : undefined
  if (!included && !filter.include?.mayPickBelow(path)) return undefined
  if (excluded && !filter.exclude?.mayTakeBackBelow(path)) return undefined
  const states = { include: include?.state, exclude: exclude?.state }
  return { path, parent, directory: { path, parent, wanted, ...states, visited: false } }
}
