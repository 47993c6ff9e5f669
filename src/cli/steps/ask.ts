import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import type { Context } from '../context.ts'

/** Asks on the terminal for a line; a hidden one is not shown while it is typed. Empty at the end of input. */
export async function ask(
  { stdin, stdout, interrupts }: Context,
  question: string,
  { hidden = false } = {},
): Promise<string> {
  if (hidden) stdout.write(question)
  const output = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : stdout
  const dialog = createInterface({ input: stdin, output, terminal: true, historySize: 0 })
  // The terminal is raw meanwhile: Ctrl-C comes as a key.
  dialog.on('SIGINT', () => interrupts.abort())
  const ended = new Promise<string>((resolve) => dialog.once('close', () => resolve('')))
  try {
    // The prompt is known to the line editor, which goes back to the line's start.
    const asked = dialog.question(hidden ? '' : question, { signal: interrupts.signal })
    return (await Promise.race([asked, ended])).trim()
  } finally {
    dialog.close()
    if (hidden) stdout.write('\n')
  }
}

/** All of standard input as a secret, without its last line break. */
export async function readSecretLine({ stdin, interrupts }: Context): Promise<string> {
  const all = readAll(stdin)
  const aborted = new Promise<never>((_, reject) => {
    interrupts.signal.addEventListener('abort', () => reject(interrupts.signal.reason), { once: true })
  })
  return (await Promise.race([all, aborted])).replace(/\r?\n$/, '')
}
