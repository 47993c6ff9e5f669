import { spawnSync } from 'node:child_process'
import type { ReadStream } from 'node:tty'

/**
 * Hands every key to us instead of the terminal's line editor; the returned function undoes it and may be
 * called again. Nothing happens when input is no terminal. Node itself undoes it when the process exits.
 */
export function takeKeys(stdin: ReadStream): () => void {
  if (!stdin.isTTY) return () => {}
  stdin.setRawMode(true)
  return () => {
    stdin.setRawMode(false)
  }
}

/** As `takeKeys`, for a program in a container that draws on the whole screen itself. */
export function enterRawMode(stdin: ReadStream): () => void {
  const leave = takeKeys(stdin)
  // Node leaves output processing on: our terminal would add a carriage return where the container's
  // program, which knows its own to be raw, wants to go straight down.
  if (stdin.isTTY) spawnSync('stty', ['-opost'], { stdio: ['inherit', 'ignore', 'ignore'] })
  return leave
}
