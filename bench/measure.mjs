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

function peakOf(pid) {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Number(found[1]) / 1024 : 0
  } catch {
    return 0
  }
}
