import type { Engine, ExecOptions } from '../../engine/engine.ts'
import { collectTail } from '../../execute/last-lines.ts'

/** How a command in a container ended, and the last lines it printed. */
export interface Ended {
  readonly exitCode: number
  readonly output: readonly string[]
}

const LINES = 10

/** Runs a command in a container to its end, without input or terminal. */
export async function runInContainer(
  engine: Engine,
  container: string,
  options: Omit<ExecOptions, 'tty' | 'stdin' | 'detach'>,
): Promise<Ended> {
  const plain = { tty: false, stdin: false }
  const exec = await engine.createExec(container, { ...options, ...plain })
  const stream = await engine.startExec(exec, plain)
  const output = await collectTail(stream.output, LINES)
  const { exitCode = 0 } = await engine.inspectExec(exec)
  return { exitCode, output }
}
