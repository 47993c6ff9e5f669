import type { ReadStream } from 'node:tty'
import type { AttachedStream, LogChunk } from '../../engine/engine.ts'
import { type DetachWatch, watchForKeys } from './detach-keys.ts'
import { writeFully } from './write.ts'

/** The ends of a conversation with a process in a container. */
export interface Ends {
  /** Undefined when the process gets no input. */
  readonly stdin: ReadStream | undefined
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  /** Leaves without ending the process; undefined when there are no such keys. */
  readonly detachKeys: Buffer | undefined
}

/**
 * Carries input to a process and its output back until it has ended or the detach keys were typed. When
 * our input ends, so does the process's.
 */
export async function converse(stream: AttachedStream, ends: Ends): Promise<'ended' | 'detached'> {
  let leave = () => {}
  const detached = new Promise<'detached'>((resolve) => {
    leave = () => resolve('detached')
  })
  let fail = (_error: Error) => {}
  const unreadable = new Promise<never>((_, reject) => {
    fail = reject
  })
  const stopReading = ends.stdin ? carryInput(ends.stdin, stream, ends.detachKeys, leave, fail) : () => {}
  try {
    return await Promise.race([carryOutput(stream.output, ends), detached, unreadable])
  } finally {
    stopReading()
    stream.close()
  }
}

async function carryOutput(output: AsyncIterable<LogChunk>, ends: Ends): Promise<'ended'> {
  for await (const { stream, bytes } of output) {
    await writeFully(stream === 'stdout' ? ends.stdout : ends.stderr, bytes)
  }
  return 'ended'
}

/** Starts reading; the returned function stops it and lets the process end although input is still open. */
function carryInput(
  stdin: ReadStream,
  { input }: AttachedStream,
  keys: Buffer | undefined,
  onDetach: () => void,
  onError: (error: Error) => void,
): () => void {
  const watch: DetachWatch | undefined = keys && watchForKeys(keys)
  const onData = (bytes: Buffer) => {
    const { pass, detached } = watch?.push(bytes) ?? { pass: bytes, detached: false }
    if (pass.length > 0 && !input.write(pass)) {
      stdin.pause()
      input.once('drain', () => stdin.resume())
    }
    if (detached) onDetach()
  }
  const onEnd = () => input.end()
  // The process may end while we still write: its exit code tells what there is to tell.
  input.on('error', () => {})
  stdin.on('data', onData).on('end', onEnd).on('error', onError)
  return () => {
    stdin.off('data', onData).off('end', onEnd).pause()
  }
}
