import type { ReadStream } from 'node:tty'

/**
 * Hands every key to us instead of the terminal's line editor; the returned function undoes it and may be
 * called again. Nothing happens when input is no terminal. Node itself undoes it when the process exits.
 */
export function enterRawMode(stdin: ReadStream): () => void {
  if (!stdin.isTTY) return () => {}
  stdin.setRawMode(true)
  return () => {
    stdin.setRawMode(false)
  }
}
