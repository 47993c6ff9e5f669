import type { Context } from '../context.ts'
import { isTerminalLost } from './lost-terminals.ts'

/** Signals that are passed on besides those that would end us. SIGUSR1 is Node's own. */
const FORWARDED = ['SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT', 'SIGALRM'] as const

/** Milliseconds that a signal may take to arrive. */
const PATIENCE = 2000

/**
 * Sends what signals us to `send` instead, until the returned function is called. Where one does not arrive (the
 * engine is silent, or the process ended without our being told) it ends us, as if nobody had taken it over. `onGone` is called where
 * nobody hears us any more.
 */
export function forwardSignals(
  { interrupts, onSignal }: Context,
  send: (signal: NodeJS.Signals) => Promise<void>,
  onGone: () => void,
): () => void {
  const patience = new Set<NodeJS.Timeout>()
  const forward = (signal: NodeJS.Signals, isLast: boolean) => {
    const timer = isLast ? setTimeout(interrupts.abort, PATIENCE) : undefined
    if (timer) patience.add(timer)
    send(signal).then(
      () => clearTimeout(timer),
      () => {},
    )
  }
  const release = interrupts.takeOver((signal) => forward(signal, true), onGone)
  const stops = FORWARDED.map((signal) =>
    onSignal(signal, () => (signal === 'SIGHUP' && isTerminalLost() ? onGone() : forward(signal, false))),
  )
  return () => {
    release()
    for (const stop of stops) stop()
    for (const timer of patience) clearTimeout(timer)
  }
}
