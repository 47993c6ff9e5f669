import { tmpdir } from 'node:os'
import type { Engine } from '../../engine/engine.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Context } from '../context.ts'
import { lockFolder } from '../lock/lock-folder.ts'
import { lockProject } from '../lock/project-lock.ts'

/** Seconds in which another watch can say who it is. */
const TIMEOUT = 0.5

/** Makes sure that a project is watched once only; fails with who watches it already. */
export async function lockWatch(
  { pid, interrupts, environment, home }: Context,
  engine: Engine,
  project: string,
): Promise<{ release(): void }> {
  let holder: string | undefined
  try {
    return await lockProject({
      engine: engine.address,
      // Watching keeps nobody from changing the project: a lock of its own.
      project: `${project}\nwatch`,
      holder: `tscompose, process ${pid}`,
      timeout: TIMEOUT,
      directory: lockFolder({ environment, home, temporary: tmpdir(), uid: process.getuid?.() }),
      signal: interrupts.signal,
      onWait: (name) => {
        holder = name
      },
    })
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    throw new Failed(failure('already-watched', { project, ...(holder && { holder }) }))
  }
}
