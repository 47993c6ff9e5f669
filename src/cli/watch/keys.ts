import type { Context } from '../context.ts'
import { takeKeys } from '../terminal/raw-mode.ts'

/** What keys do while files are watched. */
export interface KeyActions {
  rebuild(): void
  restart(): void
  pause(): void
  quit(): void
}

const INTERRUPT = '\u0003'

/** Listens for single keys on a terminal until the returned function is called; does nothing without one. */
export function listenForKeys({ stdin, pid }: Context, actions: KeyActions): () => void {
  if (!stdin.isTTY) return () => {}
  const byKey: Readonly<Record<string, () => void>> = {
    b: actions.rebuild,
    r: actions.restart,
    p: actions.pause,
    q: actions.quit,
    // The terminal does not make a signal of it while it hands us every key.
    [INTERRUPT]: () => process.kill(pid, 'SIGINT'),
  }
  const leave = takeKeys(stdin)
  const onData = (bytes: Buffer): void => {
    for (const key of bytes.toString()) byKey[key.toLowerCase()]?.()
  }
  stdin.on('data', onData)
  stdin.resume()
  return () => {
    stdin.off('data', onData).pause()
    leave()
  }
}
