import { closeSync } from 'node:fs'
import { isatty, type ReadStream } from 'node:tty'

/** Standard input, output and error that are terminals when the program starts. */
const terminals = [0, 1, 2].filter((fd) => isatty(fd))

/** Those whose window was closed since. */
const lost = () => terminals.filter((fd) => !isatty(fd))

/** Whether one of our terminals is gone. */
export function isTerminalLost(): boolean {
  return lost().length > 0
}

/** Calls `onLost` when reading from a terminal shows that it is gone. */
export function watchInput(stdin: ReadStream, onLost: () => void): void {
  if (!stdin.isTTY) return
  stdin.on('error', onLost)
  stdin.on('end', () => isTerminalLost() && onLost())
}

/** Node sets terminals back to how it found them when it ends, and crashes where one is gone but still open. */
export function closeLostTerminals(): void {
  for (const fd of lost()) closeSync(fd)
}
