/** Writes and, when the reader is slow, waits until there is room again. */
export function writeFully(stream: NodeJS.WritableStream, bytes: Uint8Array | string): Promise<void> | void {
  if (stream.write(bytes)) return
  return new Promise((resolve) => stream.once('drain', resolve))
}
