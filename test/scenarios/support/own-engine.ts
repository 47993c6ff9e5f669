import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, openSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { enginePlaces } from '../../../scripts/engine/places.mjs'
import { engineAddress } from './engine-door.ts'

/** An engine of a test's own, that may be killed. */
export interface OwnEngine {
  /** For DOCKER_HOST. */
  readonly host: string
  /** Ends it at once, as a crash would; its containers go on until it is back. */
  kill(): Promise<void>
  /** Resolves once it answers. */
  start(): Promise<void>
  /** Stops it and removes all it had. */
  remove(): Promise<void>
}

const LIMIT = 300_000

/** Why no engine can be started here; undefined where one can. */
export function whyNoEngine(): string | undefined {
  if (process.platform !== 'linux') return 'an engine of one’s own needs Linux'
  if (process.getuid?.() !== 0) return 'an engine of one’s own needs root'
  return findProgram() ? undefined : 'there is no dockerd to start an engine of one’s own with'
}

/**
 * Starts an engine beside the one that is there, with that one's busybox. Its network is a namespace of its own: an
 * engine takes away the default bridge and the firewall rules of another that it finds. `flags` are dockerd's.
 */
export async function openOwnEngine({ flags = [] }: { flags?: readonly string[] } = {}): Promise<OwnEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'tsc-engine-'))
  const stem = join(tmpdir(), `tsc-own-${randomBytes(4).toString('hex')}`)
  const socketPath = `${stem}.sock`
  const network = await openNetwork()
  let child: ChildProcess | undefined
  const start = async () => {
    child = launch(folder, stem, network, flags)
    const end = Date.now() + LIMIT
    while (!(await isReady(socketPath))) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(await logOf(folder))
      await sleep(100)
    }
  }
  const stop = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  await start()
  await copyImage('busybox', engineAddress(), { socketPath })
  return {
    host: `unix://${socketPath}`,
    kill: () => stop('SIGKILL'),
    start,
    async remove() {
      await stop('SIGTERM')
      network.kill('SIGKILL')
      endLeftovers(stem)
      unmount(folder)
      unmount(stem)
      for (const path of [folder, stem, socketPath, `${stem}.pid`])
        await rm(path, { recursive: true, force: true })
    },
  }
}

/** A process that does nothing but hold a network namespace, which lasts as long as it does. */
async function openNetwork(): Promise<ChildProcess> {
  const holder = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' })
  const ours = readlinkSync('/proc/self/ns/net')
  while (readlinkSync(`/proc/${holder.pid}/ns/net`) === ours) await sleep(10)
  return holder
}

function launch(folder: string, stem: string, network: ChildProcess, more: readonly string[]): ChildProcess {
  const program = findProgram() ?? ''
  const log = openSync(join(folder, 'log'), 'a')
  const flags = [
    ...['--host', `unix://${stem}.sock`, '--data-root', join(folder, 'data'), '--exec-root', stem],
    ...['--pidfile', `${stem}.pid`, '--bridge', 'none', '--iptables=false', '--ip6tables=false'],
    ...['--default-address-pool', 'base=10.217.0.0/16,size=24'],
    ...more,
  ]
  const { programs } = enginePlaces()
  const path = [join(programs, 'usr/sbin'), join(programs, 'usr/bin'), process.env.PATH, '/usr/sbin', '/sbin']
  const env = { ...process.env, PATH: path.join(delimiter) }
  return spawn('nsenter', [`--net=/proc/${network.pid}/ns/net`, program, ...flags], {
    cwd: '/',
    env,
    stdio: ['ignore', log, log],
  })
}

/** A container that was being made when the engine was killed is nobody's: its shim waits for ever. */
function endLeftovers(stem: string): void {
  const { stdout } = spawnSync('pgrep', ['-f', '--', `-address ${stem}/`], { encoding: 'utf8' })
  for (const shim of stdout.split('\n').filter(Boolean)) {
    spawnSync('pkill', ['-KILL', '-P', shim])
    spawnSync('kill', ['-KILL', shim])
  }
}

/** What was mounted when it was killed is still. */
function unmount(folder: string): void {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const paths = mounts.map((line) => line.split(' ')[1] ?? '')
  for (const path of paths.filter((one) => one.startsWith(`${folder}/`)).reverse())
    spawnSync('umount', ['--lazy', path])
}

function findProgram(): string | undefined {
  const folders = [join(enginePlaces().programs, 'usr/sbin'), ...(process.env.PATH ?? '').split(delimiter)]
  return folders.map((folder) => join(folder, 'dockerd')).find((path) => existsSync(path))
}

async function logOf(folder: string): Promise<string> {
  const lines = (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n')
  return `the engine did not start:\n${lines.slice(-12).join('\n')}`
}

/** It answers before it has ended the containers of its life before: until then they seem to run. */
async function isReady(socketPath: string): Promise<boolean> {
  try {
    return (await ask({ socketPath, path: '/containers/json' })).toString().trim() === '[]'
  } catch {
    return false
  }
}

async function copyImage(image: string, from: http.RequestOptions, to: http.RequestOptions): Promise<void> {
  const archive = await ask({ ...from, path: `/images/${image}/get` })
  await ask({ ...to, method: 'POST', path: '/images/load' }, archive)
}

function ask(options: http.RequestOptions, body?: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      buffer(response).then((answer) => {
        if (response.statusCode === 200) resolve(answer)
        else reject(new Error(`${options.path}: ${response.statusCode} ${answer}`))
      }, reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
