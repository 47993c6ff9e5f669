import { Failed, type Failure, warning } from '../../model/failure.ts'
import type { SyncDoor } from './door.ts'
import { type Difference, findDifference, hasAncestor, type IsCopied, type Mapping } from './entries.ts'
import { checkReadable, divide, packParcel, sizeOf, streamParcel } from './parcels.ts'

/** What was delivered to each of some containers. */
export interface Delivered {
  readonly files: number
  readonly removed: number
  readonly bytes: number
  readonly warnings: readonly Failure[]
  /** Those that could not be delivered to, with the reason. */
  readonly failed: ReadonlyMap<string, unknown>
  /** Those that got all files, and from which nothing could be removed now. */
  readonly unremoved: ReadonlyMap<string, unknown>
}

/**
 * Makes a mapping true in containers that have the same to catch up with: removes first, then writes. Files are
 * read once for all of them.
 */
export async function deliver(
  door: SyncDoor,
  containers: readonly string[],
  mapping: Mapping,
  isCopied: IsCopied,
): Promise<Delivered> {
  const difference = findDifference(mapping, isCopied)
  const failed = new Map<string, unknown>()
  const each = async (work: (container: string) => Promise<void>): Promise<void> => {
    const able = containers.filter((container) => !failed.has(container))
    const results = await Promise.allSettled(able.map(work))
    for (const [i, result] of results.entries())
      if (result.status === 'rejected') failed.set(able[i] ?? '', result.reason)
  }
  const warnings: Failure[] = []
  const { removals } = difference
  const unremoved = new Map<string, unknown>()
  const removeFrom = async (container: string): Promise<void> => {
    try {
      await door.remove(container, removals)
    } catch (error) {
      const lasting = lastingFailure(error)
      if (lasting) warnings.push(...lasting)
      else unremoved.set(container, error)
    }
  }
  const remove = () => Promise.all(containers.map(removeFrom))
  const removing = removals.length > 0 ? remove() : undefined
  // Removing takes many times as long as writing, and is waited for only where it matters.
  if (isOrdered(difference)) await removing
  const [written] = await Promise.all([write(door, difference, each), removing])
  return {
    ...written,
    warnings: [...warnings, ...written.warnings],
    removed: warnings.length + unremoved.size > 0 ? 0 : removals.length,
    failed,
    unremoved,
  }
}

/** Whether something is written where something is removed, or the reverse. */
function isOrdered({ writes, removals }: Difference): boolean {
  const written = new Set(writes.filter(({ stats }) => !stats.isDirectory()).map(({ target }) => target))
  const removed = new Set(removals)
  return (
    removals.some((target) => hasAncestor(target, written)) ||
    writes.some(({ target }) => hasAncestor(target, removed))
  )
}

async function write(
  door: SyncDoor,
  { writes, unnameable }: Difference,
  each: (work: (container: string) => Promise<void>) => Promise<void>,
): Promise<Pick<Delivered, 'files' | 'bytes' | 'warnings'>> {
  let files = 0
  let bytes = 0
  const warnings: Failure[] = []
  const cannotRead = (paths: readonly string[]) => warnings.push(warning('watch-unreadable', { paths }))
  if (unnameable.length > 0) cannotRead(unnameable)
  for (const parcel of divide(writes)) {
    if (parcel.isStreamed) {
      const state = checkReadable(parcel)
      if (state === 'unreadable') cannotRead(parcel.entries.map(({ path }) => path))
      if (state !== 'readable') continue
      await each((container) => door.put(container, streamParcel(parcel)))
      files += 1
      bytes += parcel.entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
      continue
    }
    const packed = await packParcel(parcel)
    if (packed.unreadable.length > 0) cannotRead(packed.unreadable)
    await each((container) => door.put(container, packed.tar))
    files += packed.files
    bytes += packed.bytes
  }
  return { files, bytes, warnings }
}

/** What went wrong for a reason that trying again later does not change (there is no `rm` in the image). */
function lastingFailure(error: unknown): readonly Failure[] | undefined {
  if (!(error instanceof Failed)) return undefined
  const isLasting = error.failures.some(
    ({ code, data }) => code === 'watch-remove-failed' && data.cause !== 'not-run',
  )
  return isLasting ? error.failures : undefined
}
