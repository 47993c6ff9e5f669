import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a program that was run to its end came out. */
export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A program in the background. */
export interface Running {
  /** Resolves with everything printed so far once `text` is in stdout or stderr; rejects when it ends before. */
  prints(text: string): Promise<string>
  signal(name: NodeJS.Signals): void
  /** Its end; a program killed by a signal has the code 128. */
  readonly ended: Promise<Outcome>
}

/** What the launcher of this project's own program is called with. */
export const tscompose: readonly string[] = [
  process.execPath,
  '--',
  fileURLToPath(new URL('../../../bin/tscompose.js', import.meta.url)),
]

/** Starts a program in a folder with an environment that has no COMPOSE_* variable, and none of a CI system, but those given. */
export function start(
  command: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Running {
  const [program = '', ...args] = command
  const child = spawn(program, args, { cwd, env: { ...environmentOf(command), ...env }, stdio: 'pipe' })
  child.stdin.end()
  return watch(child)
}

function watch(child: ChildProcess): Running {
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk
      child.emit('printed')
    })
  }
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 128, ...printed }))
  })
  return {
    ended,
    signal: (name) => child.kill(name),
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const all = printed.stdout + printed.stderr
          if (all.includes(text)) resolve(all)
        }
        child.on('printed', look)
        child.on('close', () =>
          reject(new Error(`ended without printing ${text}:\n${printed.stdout}${printed.stderr}`)),
        )
        look()
      }),
  }
}

const LEFT_OUT = /^(?:COMPOSE_|GITHUB_ACTIONS$|GITLAB_CI$)/

function environmentOf(command: readonly string[]): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !LEFT_OUT.test(name)))
  // Node 20 parses these at each start, which takes as long as all else that a short command does.
  if (command.includes(tscompose.at(-1) ?? '')) delete own.NODE_EXTRA_CA_CERTS
  return own
}
