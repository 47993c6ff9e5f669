import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Runs a program to its end; gives its wall time in milliseconds and its peak memory in megabytes. */
export function measure([program, ...args], { cwd, env }) {
  return new Promise((resolve, reject) => {
    const since = process.hrtime.bigint()
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let peak = 0
    // VmHWM only grows, so the last reading before the end is the peak, give or take one interval.
    const sampler = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid))
    }, 4)
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(sampler)
      const ms = Number(process.hrtime.bigint() - since) / 1e6
      if (code === 0) resolve({ ms, peak })
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${stderr.slice(-2000)}`))
    })
  })
}

/** Starts a program that goes on; its output can be waited for. */
export function inBackground([program, ...args], { cwd, env }) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
      child.emit('printed')
    })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  return {
    /** Peak resident memory so far, in megabytes. */
    peak: () => peakOf(child.pid),
    prints: (text) =>
      new Promise((resolve, reject) => {
        const look = () => printed.includes(text) && resolve()
        child.on('printed', look)
        child.on('exit', () => reject(new Error(`ended without printing ${text}:\n${printed.slice(-2000)}`)))
        look()
      }),
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

function peakOf(pid) {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) / 1024 : 0
  } catch {
    return 0
  }
}
