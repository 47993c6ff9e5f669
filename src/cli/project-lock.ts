import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { Failed, failure } from '../model/failure.ts'

/** Which project on which engine; two runs that name the same must not change it at once. */
export interface LockOptions {
  readonly engine: string
  readonly project: string
  /** What the holder tells those who wait: `tscompose up (pid 4711)`. */
  readonly holder: string
  /** Seconds to wait for another holder; undefined waits as long as it takes. */
  readonly timeout?: number
  /** Directory for the socket where there are no abstract ones. */
  readonly directory: string
  readonly platform: NodeJS.Platform
  readonly signal: AbortSignal
  /** Called once when somebody else holds the lock. */
  onWait(holder: string): void
}

/**
 * Takes the lock of a project; waits while another process of this machine has it. It is a listening socket,
 * so the kernel gives it back however its process ends, and who waits is woken by the end of a connection.
 */
export async function lockProject(options: LockOptions): Promise<{ release(): void }> {
  const address = socketAddress(options)
  const deadline = options.timeout === undefined ? undefined : AbortSignal.timeout(options.timeout * 1000)
  const signal = deadline ? AbortSignal.any([options.signal, deadline]) : options.signal
  for (let told = false; ; ) {
    const server = await listen(address, options.holder)
    if (server) return server
    const holder = await holderOf(address, signal, (name) => {
      if (!told) options.onWait(name)
      told = true
    })
    if (holder === undefined) forgetStale(address)
    if (deadline?.aborted)
      throw new Failed(failure('project-locked', { project: options.project, ...(holder && { holder }) }))
    options.signal.throwIfAborted()
  }
}

/** Bytes that the address of a socket may have. */
const LONGEST_ADDRESS = 100

function socketAddress({ engine, project, directory, platform }: LockOptions): string {
  const plain = `\0tscompose ${engine} ${project}`
  if (platform === 'linux' && Buffer.byteLength(plain) <= LONGEST_ADDRESS) return plain
  const name = `tscompose-${createHash('sha256').update(`${engine}\n${project}`).digest('hex').slice(0, 24)}`
  return platform === 'linux' ? `\0${name}` : join(directory, `${name}.sock`)
}

/** Listens, or gives nothing when somebody does already. Who connects is let go on release. */
function listen(address: string, holder: string): Promise<{ release(): void } | undefined> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<Socket>()
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => waiting.delete(socket))
      socket.write(holder)
      // Who waits must not keep the holder's process alive.
      socket.unref()
    })
    const release = (): void => {
      server.close()
      for (const socket of waiting) socket.destroy()
    }
    server.unref()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen(address, () => resolve({ release }))
  })
}

/** Resolves once the holder lets go, with its name; with nothing when there is none. */
function holderOf(
  address: string,
  signal: AbortSignal,
  onName: (name: string) => void,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let name = ''
    const end = (): void => {
      signal.removeEventListener('abort', end)
      socket.destroy()
      resolve(name || undefined)
    }
    signal.addEventListener('abort', end)
    socket.on('data', (chunk) => {
      name += chunk.toString()
      onName(name)
    })
    socket.on('error', end)
    socket.on('close', end)
    if (signal.aborted) end()
  })
}

/** A socket file nobody listens on is left from a killed process. */
function forgetStale(address: string): void {
  if (!address.startsWith('\0')) rmSync(address, { force: true })
}
