import { lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Failed, failure } from '../../model/failure.ts'

/** What a place for locks is found by. */
export interface LockPlaces {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** Where a folder is made when the others cannot be had. */
  readonly temporary: string
  readonly uid: number | undefined
}

/**
 * A folder that only this user can reach: XDG_RUNTIME_DIR, the state folder, or one of his own among the temporary
 * files; made where it is not there. Throws the failure `no-lock-folder` where none can be had.
 */
export function lockFolder({ environment, home, temporary, uid }: LockPlaces): string {
  const runtime = environment.XDG_RUNTIME_DIR
  const state = environment.XDG_STATE_HOME || join(home, '.local/state')
  const candidates = [
    ...(runtime && isPrivate(runtime, uid) ? [join(runtime, 'tscompose')] : []),
    // Not in the home of another user, as which `sudo` may have left it.
    ...(isOwn(home, uid) ? [join(state, 'tscompose/locks')] : []),
    join(temporary, `tscompose-${uid ?? 'user'}`),
  ]
  const found = candidates.find((path) => makeFolder(path) && isPrivate(path, uid))
  if (!found) throw new Failed(failure('no-lock-folder', { tried: candidates }))
  return found
}

function makeFolder(path: string, levels = 5): boolean {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })) return true
    if (levels === 0 || !makeFolder(join(path, '..'), levels - 1)) return false
    mkdirSync(path, { mode: 0o700 })
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

function isOwn(path: string, uid: number | undefined): boolean {
  return uid === undefined || lstatSync(path, { throwIfNoEntry: false })?.uid === uid
}

function isPrivate(path: string, uid: number | undefined): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats?.isDirectory()) return false
  return uid === undefined || (stats.uid === uid && (stats.mode & 0o077) === 0)
}
