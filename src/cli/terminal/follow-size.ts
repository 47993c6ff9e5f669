import type { WriteStream } from 'node:tty'

/** Sets the size of a process's terminal. */
export type Resize = (size: { columns: number; rows: number }) => Promise<void>

/** Tells a terminal's size now and whenever it changes, until the returned function is called. */
export function followSize(terminal: WriteStream, resize: Resize): () => void {
  const tell = () => {
    const { columns, rows } = terminal
    // The process may be gone already, and a wrong size is no reason to fail.
    if (columns && rows) resize({ columns, rows }).catch(() => {})
  }
  tell()
  terminal.on('resize', tell)
  return () => terminal.off('resize', tell)
}
