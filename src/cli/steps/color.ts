import type { WriteStream } from 'node:tty'
import { wantsColor } from '../../show/ansi.ts'
import type { Context } from '../context.ts'

/** Whether output to a stream is to be coloured. */
export function isColored({ appearance, environment }: Context, stream: WriteStream): boolean {
  return wantsColor({
    ansi: appearance.ansi,
    isTerminal: Boolean(stream.isTTY),
    noColor: environment.NO_COLOR,
    term: environment.TERM,
  })
}
