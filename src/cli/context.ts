import type { ReadStream, WriteStream } from 'node:tty'
import type { Appearance } from './appearance.ts'
import type { Globals } from './globals.ts'
import type { Interrupts } from './interrupts.ts'

/** Everything of the process that a command may use; made once, in `main`. */
export interface Context {
  /** Working directory, absolute. */
  readonly cwd: string
  /** The variables of the process, and below them COMPOSE_* of the project's env files. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The variables of the process alone: what a project is read with. */
  readonly processEnvironment: Readonly<Record<string, string | undefined>>
  readonly globals: Globals
  readonly appearance: Appearance
  readonly stdin: ReadStream
  readonly stdout: WriteStream
  readonly stderr: WriteStream
  readonly interrupts: Interrupts
  /** Listens for another signal of the process, until the returned function is called. */
  onSignal(signal: NodeJS.Signals, listener: () => void): () => void
  /** Home directory. */
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly pid: number
  /** Milliseconds since the epoch. */
  now(): number
}
