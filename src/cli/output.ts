import { writeSync } from 'node:fs'
import { failure } from '../model/failure.ts'

const BROKEN_PIPE = 141
const STDERR = 2

/** Whether everything that was said could be written. */
export interface Output {
  failed: boolean
  /** What ends the command when nothing more can be written. */
  onFailure: (() => void) | undefined
  /** Resolves when the failure has been told. */
  told: Promise<void>
}

/**
 * Listens for errors of both output streams. Whoever read them has gone (`| head`): the process ends as one that
 * SIGPIPE ends, without a word. Where a disk is full there is a message, and the command ends with 1.
 */
export function watchOutput(process: NodeJS.Process): Output {
  const output: Output = { failed: false, onFailure: undefined, told: Promise.resolve() }
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(BROKEN_PIPE)
      if (output.failed) return
      output.failed = true
      output.told = tell(error)
      output.onFailure?.()
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
