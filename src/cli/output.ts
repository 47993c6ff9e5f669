import { writeSync } from 'node:fs'
import { failure } from '../model/failure.ts'

const BROKEN_PIPE = 141
const STDERR = 2

/** Whether everything that was said could be written. */
export interface Output {
  /** Exit code where it could not. */
  failed: number | undefined
  /** What ends the command when nothing more can be written; true where it sees to that itself. */
  onFailure: (() => boolean) | undefined
  /** Resolves when the failure has been told. */
  told: Promise<void>
}

/**
 * Listens for errors of both output streams. Whoever read them has gone (`| head`): the process ends as one that
 * SIGPIPE ends, without a word, once the command has seen to what it must not leave behind. Where a disk is full
 * there is a message, and the command ends with 1.
 */
export function watchOutput(process: NodeJS.Process): Output {
  const output: Output = { failed: undefined, onFailure: undefined, told: Promise.resolve() }
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (output.failed) return
      const isPipe = error.code === 'EPIPE'
      output.failed = isPipe ? BROKEN_PIPE : 1
      if (!isPipe) output.told = tell(error)
      if (!output.onFailure?.() && isPipe) process.exit(BROKEN_PIPE)
    })
  return output
}

async function tell({ code, message }: NodeJS.ErrnoException): Promise<void> {
  const { textOf } = await import('../show/failures/all.ts')
  try {
    writeSync(STDERR, `error: ${textOf(failure('output-unwritable', { reason: code ?? message })).message}\n`)
  } catch {
    // There is nowhere left to say it; the exit code does.
  }
}
