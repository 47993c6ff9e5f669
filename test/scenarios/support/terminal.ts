import { execFileSync, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { eventually } from './eventually.ts'
import { tscompose } from './program.ts'

/** A program on a pseudo-terminal of its own. */
export interface Terminal {
  /** Types text; `\u0003` is Ctrl-C. */
  type(text: string): void
  /** Resolves with everything on the screen so far once it matches. */
  shows(pattern: RegExp): Promise<string>
  /** Changes the terminal's size, as dragging a window's corner does. */
  resize(rows: number, columns: number): Promise<void>
  /** Resolves once keys reach the program one by one, as they are typed. */
  becomesRaw(): Promise<void>
  /** Sends a signal to tscompose, which runs on the terminal. */
  signal(name: NodeJS.Signals): Promise<void>
  /** Closes its window, and resolves with the exit code of tscompose: 128 and the signal where one has ended it. */
  close(): Promise<number>
  /** What stood on the screen, the exit code, and the terminal's settings afterwards. */
  readonly ended: Promise<{ code: number; screen: string; settings: string }>
}

const PATIENCE = 120_000

/** Runs tscompose on a terminal of 30 rows and 100 columns, by way of `script` of util-linux. */
export function onTerminal(folder: string, ...args: readonly string[]): Terminal {
  return onTerminalWith({}, folder, ...args)
}

/** The same with these variables besides the environment. */
export function onTerminalWith(
  env: Readonly<Record<string, string>>,
  folder: string,
  ...args: readonly string[]
): Terminal {
  return openTerminal(env, folder, [...tscompose, ...args])
}

/** On a terminal that tscompose reads from and writes to, but which does not signal to it. */
export function onMuteTerminal(folder: string, ...args: readonly string[]): Terminal {
  return openTerminal({}, folder, ['setsid', ...tscompose, ...args])
}

function openTerminal(
  env: Readonly<Record<string, string>>,
  folder: string,
  command: readonly string[],
): Terminal {
  const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  // Shells that end on Ctrl-C themselves (dash) would take the exit code with them.
  const inner = `trap : INT HUP; stty rows 30 cols 100; echo "terminal=$(tty)"; sh -c 'echo "pid=$$"; exec "$@"' sh ${words}; code=$?; echo $code > "$CODE_FILE"; echo "code=$code"; echo "settings=$(stty -a | tr '\\n' ' ')"`
  // Beside the folder: once the terminal is closed there is no other way to tell.
  const codeFile = `${folder}.code`
  const child = spawn('script', ['-qfec', inner, '/dev/null'], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, ...env, CODE_FILE: codeFile },
  })
  // Whoever waits for something listens until the end.
  child.setMaxListeners(0)
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk
    child.emit('shown')
  })
  const shows = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => pattern.test(screen) && resolve(screen)
      const fail = (why: string) => reject(new Error(`${why} ${pattern}:\n${screen}`))
      child.on('shown', look).on('close', () => fail('ended without showing'))
      setTimeout(() => fail('did not show'), PATIENCE).unref()
      look()
    })
  const device = async () => /terminal=(\S+)/.exec(await shows(/terminal=\S+/))?.[1] ?? ''
  return {
    type: (text) => child.stdin.write(text),
    shows,
    async resize(rows, columns) {
      await run('stty', '-F', await device(), 'rows', `${rows}`, 'cols', `${columns}`)
    },
    async becomesRaw() {
      await expect
        .poll(async () => execFileSync('stty', ['-aF', await device()], { encoding: 'utf8' }))
        .toMatch(/-icanon/)
    },
    async signal(name) {
      const [, pid] = /pid=(\d+)/.exec(await shows(/pid=\d+/)) ?? []
      process.kill(Number(pid), name)
    },
    async close() {
      child.kill('SIGKILL')
      return eventually(async () => {
        const text = await readFile(codeFile, 'utf8')
        if (!text.endsWith('\n')) throw new Error('no exit code yet')
        return Number(text)
      })
    },
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', () => {
        const code = Number(/code=(\d+)/.exec(screen)?.[1] ?? 255)
        resolve({ code, screen, settings: /settings=(.*)/.exec(screen)?.[1] ?? '' })
      })
    }),
  }
}

function run(program: string, ...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))))
  })
}
