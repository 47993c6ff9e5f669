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
  /** From now on `handler` gets every signal, until the returned function is called. */
  takeOver(handler: InterruptHandler): () => void
  /** Aborts `signal`, as a first Ctrl-C would. */
  abort(): void
}

/** Listens for signals; `kill` ends the process on the second. */
export function listenForInterrupts(source: SignalSource, kill: () => void): Interrupts {
  const controller = new AbortController()
  const hurry = new AbortController()
  const handlers: InterruptHandler[] = [
    () => {
      if (controller.signal.aborted) kill()
      else controller.abort()
    },
  ]
  for (const signal of ['SIGINT', 'SIGTERM'] as const) source.on(signal, () => handlers.at(-1)?.(signal))
  return {
    signal: controller.signal,
    hurry: hurry.signal,
    hurryUp: () => hurry.abort(),
    takeOver(handler) {
      handlers.push(handler)
      return () => {
        const index = handlers.indexOf(handler)
        if (index > 0) handlers.splice(index, 1)
      }
    },
    abort: () => controller.abort(),
  }
}
