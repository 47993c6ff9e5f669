import type { AttachedStream } from '../../engine/engine.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Context } from '../context.ts'
import { converse } from './converse.ts'
import { DEFAULT_DETACH_KEYS, readDetachKeys } from './detach-keys.ts'
import { followSize, type Resize } from './follow-size.ts'
import { enterRawMode } from './raw-mode.ts'

/** A conversation between the user's terminal, or pipes, and a process in a container. */
export interface SessionOptions {
  readonly context: Context
  /** Whether the process has a terminal of its own. */
  readonly tty: boolean
  /** Whether it gets our input. */
  readonly stdin: boolean
  /** Keys that leave it running; those of the docker client when undefined. */
  readonly detachKeys?: string | undefined
  readonly resize: Resize
}

/** Carries on the conversation until the process ends or is left; the terminal is as before afterwards. */
export async function runSession(
  stream: AttachedStream,
  { context, tty, stdin, detachKeys, resize }: SessionOptions,
): Promise<'ended' | 'detached'> {
  const keys = tty && stdin ? detachBytes(detachKeys) : undefined
  const { interrupts, stdout, stderr } = context
  const close = () => stream.close()
  const restore = tty && stdin ? enterRawMode(context.stdin) : () => {}
  const stopResizing = tty && stdout.isTTY ? followSize(stdout, resize) : () => {}
  interrupts.signal.addEventListener('abort', close)
  try {
    return await converse(stream, {
      stdin: stdin ? context.stdin : undefined,
      stdout,
      stderr,
      detachKeys: keys,
    })
  } finally {
    interrupts.signal.removeEventListener('abort', close)
    stopResizing()
    restore()
  }
}

/** Whether a process is to have a terminal: as asked for, or if both our ends are one. */
export function wantsTerminal(
  { stdin, stdout }: Pick<Context, 'stdin' | 'stdout'>,
  { tty, noTty }: { readonly tty: boolean | undefined; readonly noTty: boolean | undefined },
): boolean {
  if (noTty !== undefined) return !noTty
  return tty ?? Boolean(stdin.isTTY && stdout.isTTY)
}

/** Fails where a terminal is asked for and input is none. */
export function checkTerminal({ stdin }: Context, tty: boolean, interactive: boolean): void {
  if (tty && interactive && !stdin.isTTY) throw new Failed(failure('input-not-terminal', {}))
}

function detachBytes(keys: string | undefined): Buffer {
  const asked = keys || DEFAULT_DETACH_KEYS
  const bytes = readDetachKeys(asked)
  if (bytes) return bytes
  throw new Failed(
    failure('flag-value-invalid', { flag: '--detach-keys', value: asked, expected: 'key-sequence' }),
  )
}
