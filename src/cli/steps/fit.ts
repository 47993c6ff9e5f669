import type { WriteStream } from 'node:tty'
import type { Fit } from '../../show/fit-table.ts'

/** The terminal that a table is written to; nothing for a pipe, which gets every column. */
export function fitOf(stdout: WriteStream): { readonly fit?: Fit } {
  return stdout.isTTY && stdout.columns ? { fit: { columns: stdout.columns } } : {}
}
