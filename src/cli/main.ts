import { homedir } from 'node:os'
import { appearanceOf, plainAppearance } from './appearance.ts'
import type { Context } from './context.ts'
import { failuresOf } from './exit.ts'
import { checkGlobals } from './globals.ts'
import { listenForInterrupts } from './interrupts.ts'
import { type Output, watchOutput } from './output.ts'
import { readCommandLine } from './program.ts'
import { type ReportTarget, report } from './report.ts'
import { withEnvFileSettings } from './settings.ts'
import { commands } from './table.ts'
import { closeLostTerminals, watchInput } from './terminal/lost-terminals.ts'
import { workingDirectory } from './working-directory.ts'

const INTERRUPTED = 130

/** The names of all commands, hidden ones as well. */
export const commandNames: readonly string[] = Object.keys(commands)

/** The whole program, on the one process there is, which it ends. */
export async function start(process: NodeJS.Process): Promise<never> {
  const output = watchOutput(process)
  process.on('exit', closeLostTerminals)
  process.on('uncaughtException', (error) => endWith(error, process))
  process.exitCode = await main(process, output)
  await drained(process.stdout)
  await drained(process.stderr)
  await output.told
  if (output.failed) process.exitCode = output.failed
  process.exit()
}

/** Below everything: what nobody caught is told in one message, as any failure is. */
function endWith(error: unknown, process: NodeJS.Process): void {
  const { stderr, env } = process
  const target = { appearance: plainAppearance, stderr, cwd: '/', environment: env }
  report(failuresOf(error), target).finally(() => process.exit(1))
}

/** Resolves with the exit code. */
async function main(process: NodeJS.Process, output: Output) {
  const { argv, env, stdout, stderr, pid, platform } = process
  const where = { stderr, cwd: workingDirectory(process), environment: env }
  let target: ReportTarget = { ...where, appearance: plainAppearance }
  let context: Context | undefined
  try {
    const help = { columns: stdout.columns ?? 80, write: (text: string) => stdout.write(text) }
    const line = await readCommandLine(argv.slice(2), help)
    if (!line) return 0
    const environment = await withEnvFileSettings(env, line.globals, where.cwd)
    const appearance = appearanceOf(line.globals, environment)
    target = { ...where, environment, appearance }
    await report(checkGlobals(line.globals), target)
    const interrupts = listenForInterrupts(process, () => process.exit(INTERRUPTED))
    output.onFailure = interrupts.goneAway
    let isWatched = false
    const { globals } = line
    context = {
      ...target,
      processEnvironment: env,
      globals,
      // Node opens it when it is first asked for.
      get stdin() {
        if (!isWatched) watchInput(process.stdin, interrupts.goneAway)
        isWatched = true
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
    await report(failuresOf(error, context?.globals.debug), target)
    return 1
  }
}

function onSignal(signal: NodeJS.Signals, listener: () => void): () => void {
  process.on(signal, listener)
  return () => process.off(signal, listener)
}

/** Resolves when everything written to a stream has left the process. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // What went wrong with the last write is known a moment later.
    if (stream.writableLength === 0) setImmediate(resolve)
    else stream.write('', () => setImmediate(resolve))
  })
}
