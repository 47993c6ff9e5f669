import type { ReadStream } from 'node:tty'

/**
 * Hands every key to us instead of the terminal's line editor; the returned function undoes it and may be
 * called again. Nothing happens when input is no terminal.
 */
export function enterRawMode(stdin: ReadStream, onExit: (restore: () => void) => void): () => void {
  if (!stdin.isTTY) return () => {}
  stdin.setRawMode(true)
  let raw = true
  const restore = () => {
    if (!raw) return
    raw = false
    stdin.setRawMode(false)
  }
  onExit(restore)
  return restore
}
