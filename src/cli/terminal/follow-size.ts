import type { WriteStream } from 'node:tty'

/** Tells a terminal's size now and whenever it changes, until the returned function is called. */
export function followSize(
  terminal: WriteStream,
  resize: (size: { columns: number; rows: number }) => Promise<void>,
): () => void {
  const tell = () => {
    const { columns, rows } = terminal
    // The process may be gone already, and a wrong size is no reason to fail.
    if (columns && rows) resize({ columns, rows }).catch(() => {})
  }
  tell()
  terminal.on('resize', tell)
  return () => terminal.off('resize', tell)
}
