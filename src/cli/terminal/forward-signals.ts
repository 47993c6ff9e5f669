import type { Context } from '../context.ts'

/** Signals that are passed on besides those that would end us. SIGUSR1 is Node's own. */
const FORWARDED = ['SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT', 'SIGALRM'] as const

/** Sends what signals us to `send` instead, until the returned function is called. */
export function forwardSignals(
  { interrupts, onSignal }: Context,
  send: (signal: NodeJS.Signals) => Promise<void>,
): () => void {
  // It may have ended already: then there is nobody to tell.
  const forward = (signal: NodeJS.Signals) => void send(signal).catch(() => {})
  const release = interrupts.takeOver(forward)
  const stops = FORWARDED.map((signal) => onSignal(signal, () => forward(signal)))
  return () => {
    release()
    for (const stop of stops) stop()
  }
}
