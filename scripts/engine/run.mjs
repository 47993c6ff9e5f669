import { spawn } from 'node:child_process'

/** A program's bad end: which one, how it ended, and the last of what it printed. */
export class RunError extends Error {
  constructor(command, code, output) {
    const tail = output.trim().split('\n').slice(-12).join('\n  ')
    super(`\`${command}\` ended with ${code}\n  ${tail}`)
    this.output = output
  }
}

/** Runs a program to its end and returns its stdout; throws RunError when it does not end with 0. */
export function run(program, args = [], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const shown = [program, ...args].join(' ')
    let stdout = ''
    let all = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      all += chunk
    })
    child.stderr.on('data', (chunk) => {
      all += chunk
    })
    child.on('error', (error) => reject(new RunError(shown, error.code ?? error.message, all)))
    child.on('close', (code, signal) => {
      if (code === 0) resolve(stdout)
      else reject(new RunError(shown, code ?? signal, all))
    })
  })
}

/** Runs a program on this terminal and returns its exit code. */
export function runHere(program, args = [], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal ? 130 : code))
  })
}

/** Whether a program is found on PATH (or in the administrator's folders, which a bare PATH may lack). */
export function hasProgram(name) {
  return run('sh', ['-c', 'PATH="$PATH:/usr/sbin:/sbin"; command -v "$0"', name]).then(
    () => true,
    () => false,
  )
}
