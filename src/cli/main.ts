import { homedir } from 'node:os'
import { appearanceOf, plainAppearance } from './appearance.ts'
import type { Context } from './context.ts'
import { failuresOf } from './exit.ts'
import { checkGlobals } from './globals.ts'
import { listenForInterrupts } from './interrupts.ts'
import { readCommandLine } from './program.ts'
import { type ReportTarget, report } from './report.ts'
import { withEnvFileSettings } from './settings.ts'
import { commands } from './table.ts'

const INTERRUPTED = 130
const BROKEN_PIPE = 141

/** The names of all commands, hidden ones as well. */
export const commandNames: readonly string[] = Object.keys(commands)

/** The whole program, on the one process there is, which it ends. */
export async function start(process: NodeJS.Process): Promise<never> {
  process.exitCode = await main(process)
  await drained(process.stdout)
  await drained(process.stderr)
  process.exit()
}

/** Resolves with the exit code. */
async function main(process: NodeJS.Process) {
  const { argv, env, stdout, stderr, cwd, pid, platform } = process
  for (const stream of [stdout, stderr]) stream.on('error', leaveOnBrokenPipe)
  const where = { stderr, cwd: cwd(), environment: env }
  let target: ReportTarget = { ...where, appearance: plainAppearance }
  let context: Context | undefined
  try {
    const output = { columns: stdout.columns ?? 80, write: (text: string) => stdout.write(text) }
    const line = await readCommandLine(argv.slice(2), output)
    if (!line) return 0
    const environment = await withEnvFileSettings(env, line.globals, where.cwd)
    const appearance = appearanceOf(line.globals, environment)
    target = { ...where, environment, appearance }
    await report(checkGlobals(line.globals), target)
    const interrupts = listenForInterrupts(process, () => process.exit(INTERRUPTED))
    const { globals } = line
    context = {
      ...target,
      processEnvironment: env,
      globals,
      // Node opens it when it is first asked for.
      get stdin() {
        return process.stdin
      },
      stdout,
      interrupts,
      home: homedir(),
      onSignal,
      platform,
      pid,
      now: Date.now,
    }
    const code = (await line.run(context)) ?? 0
    return interrupts.signal.aborted ? INTERRUPTED : code
  } catch (error) {
    if (context?.interrupts.signal.aborted) return INTERRUPTED
    await report(failuresOf(error), target)
    return 1
  }
}

function onSignal(signal: NodeJS.Signals, listener: () => void): () => void {
  process.on(signal, listener)
  return () => process.off(signal, listener)
}

/** Whoever read our output has gone (`| head`): end as a process that SIGPIPE ends. */
function leaveOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(BROKEN_PIPE)
  throw error
}

/** Resolves when everything written to a stream has left the process. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })
}
