import type { Engine, EngineEvent } from '../../engine/engine.ts'
import { isConflict, isNotFound } from '../../engine/failures.ts'
import { labels } from '../../model/labels.ts'
import type { Context } from '../context.ts'
import { forwardSignals } from './forward-signals.ts'
import { isTerminalLost } from './lost-terminals.ts'
import { runSession } from './session.ts'

/** Exit code of what SIGHUP ends. */
const HUNG_UP = 129

/** A created container that is to be run in the foreground. */
export interface ForegroundContainer {
  readonly id: string
  /** Its label of that name. */
  readonly slug: string
  readonly tty: boolean
  readonly stdin: boolean
  /** Whether the engine removes it when it ends; that is waited for. */
  readonly autoRemove: boolean
}

/**
 * Starts a container with our input and output as its own, and passes signals on to it. Resolves with its
 * exit code, or 0 when it was left with the detach keys. Where nobody hears us any more, it is stopped if it is
 * to be removed; of a terminal that is gone it is told.
 */
export async function runContainer(
  context: Context,
  engine: Engine,
  { id, slug, tty, stdin, autoRemove }: ForegroundContainer,
): Promise<number> {
  const over = new AbortController()
  const { signal } = context.interrupts
  const end = () => over.abort()
  signal.addEventListener('abort', end)
  // Asked of the events, because a container that removes itself cannot be asked any more.
  const events = await engine.events({ labels: [`${labels.slug}=${slug}`], signal: over.signal })
  const exitCode = findExitCode(events, autoRemove ? 'destroy' : 'die')
  const stream = await engine.attach(id, { stdin, stdout: true, stderr: true, tty })
  let isAlone = false
  const stopForwarding = forwardSignals(
    context,
    (signal) => engine.killContainer(id, signal),
    () => {
      isAlone = true
      stream.close()
    },
  )
  try {
    await engine.startContainer(id)
    const resize = (size: { columns: number; rows: number }) => engine.resizeContainer(id, size)
    const how = await runSession(stream, { context, tty, stdin, resize })
    if (!isAlone) return how === 'detached' ? 0 : await exitCode
    if (isTerminalLost()) await engine.killContainer(id, 'SIGHUP').catch(passEnded)
    if (autoRemove) await engine.stopContainer(id).catch(passEnded)
    return HUNG_UP
  } finally {
    stopForwarding()
    signal.removeEventListener('abort', end)
    over.abort()
  }
}

/** It may have ended, or be removed, meanwhile. */
function passEnded(error: unknown): void {
  if (!isNotFound(error) && !isConflict(error)) throw error
}

async function findExitCode(events: AsyncIterable<EngineEvent>, last: 'die' | 'destroy'): Promise<number> {
  let exitCode = 0
  for await (const { action, attributes } of events) {
    if (action === 'die') exitCode = Number(attributes.exitCode ?? 0)
    if (action === last) break
  }
  return exitCode
}
