import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { probe } from './find.mjs'
import { say, Trouble } from './say.mjs'

const startLimitMs = 60_000

/** Starts dockerd out of our own folder in the background and waits until it answers. */
export async function startEngine(places) {
  const host = `unix://${places.socket}`
  await clearStalePid(places.pid, 'dockerd')
  await clearStalePid(join(places.state, 'containerd/containerd.pid'), 'containerd')
  const gone = existsSync(places.pid) ? undefined : await launch(places)
  for (
    const end = Date.now() + startLimitMs;
    Date.now() < end && gone?.code === undefined;
    await sleep(100)
  ) {
    if ((await probe(host)) === 'answers') return host
  }
  const how = gone?.code === undefined ? 'does not answer' : `ended with ${gone.code}`
  throw new Trouble(`The engine ${how}. The end of its log, ${places.log}:\n${logTail(places.log)}`)
}

async function launch(places) {
  await mkdir(places.data, { recursive: true })
  const log = openSync(places.log, 'a')
  const { programs } = places
  const child = spawn(join(programs, 'usr/sbin/dockerd'), dockerdFlags(places), {
    cwd: '/',
    detached: true,
    env: {
      ...process.env,
      PATH: `${programs}/usr/sbin:${programs}/usr/bin:${process.env.PATH}:/usr/sbin:/sbin`,
    },
    stdio: ['ignore', log, log],
  })
  const end = { code: undefined }
  child.on('error', (error) => {
    end.code = error.message
  })
  child.on('exit', (code, signal) => {
    end.code = code ?? signal
  })
  child.unref()
  say(`starting dockerd in the background, process ${child.pid}, log in ${places.log}`)
  return end
}

function dockerdFlags({ socket, data, state, pid }) {
  return ['--host', `unix://${socket}`, '--data-root', data, '--exec-root', state, '--pidfile', pid]
}

/** Removes a pid file whose process is gone or is another program by now: both daemons would believe it. */
async function clearStalePid(file, program) {
  if (existsSync(file) && nameOf(readFileSync(file, 'utf8').trim()) !== program)
    await rm(file, { force: true })
}

function nameOf(pid) {
  try {
    // Other than its name, the program of a process that has ended but was not reaped is no longer there.
    return basename(readlinkSync(`/proc/${Number(pid)}/exe`))
  } catch {
    return undefined
  }
}

function logTail(file) {
  if (!existsSync(file)) return '(no log)'
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-12)
  return lines.map((line) => `  ${line}`).join('\n')
}
