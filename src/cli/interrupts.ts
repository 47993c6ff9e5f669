export type InterruptSignal = 'SIGINT' | 'SIGTERM'

/** What reacts to Ctrl-C and SIGTERM. */
export type InterruptHandler = (signal: InterruptSignal) => void

/** Where signals of the process come from. */
export interface SignalSource {
  on(signal: InterruptSignal, listener: () => void): unknown
}

/**
 * Ctrl-C and SIGTERM, for one command. The first aborts `signal`; the second ends the process at once.
 * A command that has more to say (foreground `up`) takes them over.
 */
export interface Interrupts {
  readonly signal: AbortSignal
  /** Aborted once whoever took over is asked to end: engines that do not answer are not waited for any more. */
  readonly hurry: AbortSignal
  hurryUp(): void
  /**
   * From now on `handler` gets every signal, and `onGone` is called where nobody hears us any more, until the
   * returned function is called.
   */
  takeOver(handler: InterruptHandler, onGone?: () => void): () => void
  /**
   * Nobody hears us any more: the terminal is gone, or output cannot be written. Says whether the command sees to it;
   * otherwise it aborts `signal`.
   */
  goneAway(): boolean
  /** Aborts `signal`, as a first Ctrl-C would. */
  abort(): void
}

/** Listens for signals; `kill` ends the process on the second. */
export function listenForInterrupts(source: SignalSource, kill: () => void): Interrupts {
  const controller = new AbortController()
  const hurry = new AbortController()
  const abort = () => controller.abort()
  const first: InterruptHandler = () => (controller.signal.aborted ? kill() : abort())
  const handlers: { handler: InterruptHandler; onGone?: (() => void) | undefined }[] = [{ handler: first }]
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    source.on(signal, () => handlers.at(-1)?.handler(signal))
  return {
    signal: controller.signal,
    hurry: hurry.signal,
    hurryUp: () => hurry.abort(),
    takeOver(handler, onGone) {
      const taken = { handler, onGone }
      handlers.push(taken)
      return () => {
        const index = handlers.indexOf(taken)
        if (index > 0) handlers.splice(index, 1)
      }
    },
    goneAway() {
      const onGone = handlers.at(-1)?.onGone
      const leave = onGone ?? abort
      leave()
      return onGone !== undefined
    },
    abort,
  }
}
