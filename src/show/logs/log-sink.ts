import type { OutputChunk } from './output.ts'

/** What the lines of containers go to, each container under its name. */
export interface LogSink {
  /** Takes output as it comes. A promise asks to be waited for before more is read. */
  write(name: string, chunk: OutputChunk): Promise<void> | undefined
  /** Takes a whole line without its newline; it is written with the next `flush`. */
  add(name: string, stream: OutputChunk['stream'], line: Buffer): void
  /** Bytes that wait for `flush`. */
  readonly pending: number
  flush(): Promise<void>
  /** Takes last lines without newline for whole ones, and writes all there is. */
  end(name?: string): Promise<void>
}
