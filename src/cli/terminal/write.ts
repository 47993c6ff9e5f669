/**
 * Writes and, when the reader is slow, waits until there is room again. A stream that takes nothing any more makes
 * no room, but must not keep us waiting either: whoever listens to its errors ends what goes on.
 */
export function writeFully(stream: NodeJS.WritableStream, bytes: Uint8Array | string): Promise<void> | void {
  if (stream.write(bytes)) return
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const
    const done = () => {
      for (const event of events) stream.off(event, done)
      resolve()
    }
    for (const event of events) stream.on(event, done)
  })
}
