import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Of one run: seconds of the processor (and so many more on the clock, where others use it), and bytes of memory. */
const MOST_SECONDS = 10
const MOST_WAITING = 60
const MOST_MEMORY = 2 ** 30
/** More of what a run says is not looked at. */
const MOST_OUTPUT = 2 ** 20

/** Runs the program; resolves with what is wrong about how it ran, or with nothing. */
export function runBounded(program, args, { cwd, env }) {
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const began = Date.now()
  let fault
  const end = (what) => {
    fault ??= what
    child.kill('SIGKILL')
  }
  const watching = setInterval(() => {
    const { seconds, memory } = usedBy(child.pid)
    if (memory > MOST_MEMORY) end(`more than ${MOST_MEMORY / 2 ** 20} MiB of memory`)
    else if (seconds > MOST_SECONDS) end(`more than ${MOST_SECONDS} s of the processor`)
    else if (Date.now() - began > MOST_WAITING * 1000) end(`no end after ${MOST_WAITING} s`)
  }, 50)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'])
    child[name].on('data', (chunk) => {
      if (said[name].length < MOST_OUTPUT) said[name] += chunk
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      clearInterval(watching)
      resolve(fault ?? crash(code, signal, said.stderr))
    })
  })
}

/** As Linux counts it; nothing elsewhere, or when the process has just ended. */
function usedBy(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
    const TICKS = 100
    return { seconds: (Number(fields[11]) + Number(fields[12])) / TICKS, memory: Number(peak) * 1024 }
  } catch {
    return { seconds: 0, memory: 0 }
  }
}

const CRASH =
  /something went wrong inside.*|^\s+(?:\| +)?at .*:\d+:\d+\)?$|^Fatal .*|^Node\.js v\d+.*|.*Warning: .*--trace-.*/m

function crash(code, signal, text) {
  if (signal) return `ended by ${signal}`
  const found = CRASH.exec(text)?.[0].trim()
  return found ?? (code > 2 && code !== 130 && !text ? `exit code ${code} without a word` : undefined)
}
