import { createInterface } from 'node:readline/promises'
import type { Context } from '../context.ts'

/** Asks a yes-or-no question; anything but a yes, the end of input too, is `fallback`. */
export async function confirm(context: Context, question: string, fallback = false): Promise<boolean> {
  const { stdin, stdout, interrupts } = context
  const dialog = createInterface({ input: stdin, output: stdout, terminal: Boolean(stdin.isTTY) })
  const ended = new Promise<string>((resolve) => dialog.once('close', () => resolve('')))
  try {
    // Where nobody looks, Compose prints the question and nothing more.
    const prompt = stdin.isTTY ? `? ${question} ${fallback ? '(Y/n)' : '(y/N)'} ` : question
    const asked = dialog.question(prompt, {
      signal: interrupts.signal,
    })
    const answer = (await Promise.race([asked, ended])).trim()
    return answer === '' ? fallback : /^y(es)?$/i.test(answer)
  } finally {
    dialog.close()
  }
}
