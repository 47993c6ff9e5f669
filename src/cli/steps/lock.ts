import { tmpdir } from 'node:os'
import type { Engine } from '../../engine/engine.ts'
import type { Context } from '../context.ts'
import { lockFolder } from '../lock/lock-folder.ts'
import { lockProject } from '../lock/project-lock.ts'
import { note } from './note.ts'

/**
 * Waits until no other process of this machine changes the project, and keeps others waiting until released,
 * or until this process ends. `command` is what they are told.
 */
export async function lock(
  context: Context,
  engine: Engine,
  project: string,
  command: string,
): Promise<{ release(): void }> {
  const { globals, pid, interrupts, environment, home } = context
  if (globals.dryRun) return { release: () => {} }
  return lockProject({
    engine: engine.address,
    project,
    holder: `tscompose ${command}, process ${pid}`,
    ...(globals.lockTimeout >= 0 && { timeout: globals.lockTimeout }),
    directory: lockFolder({ environment, home, temporary: tmpdir(), uid: process.getuid?.() }),
    signal: interrupts.signal,
    onWait: (holder) => void note(context, 'waiting-for-lock', { project, ...(holder && { holder }) }),
  })
}
