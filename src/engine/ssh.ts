import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { Agent } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex, type Readable, type Writable } from 'node:stream'
import type { Address } from './address.ts'
import type { Environment } from './docker-config.ts'

type SshAddress = Extract<Address, { kind: 'ssh' }>

/**
 * An agent whose connections are `ssh … docker system dial-stdio` processes, one a connection, as the docker
 * client has them: keys, jumps and multiplexing are what the user's ssh is configured for.
 */
export function sshAgent(address: SshAddress, environment: Environment): Agent {
  return new SshAgent(sshArguments(address), environment)
}

/** The arguments of `ssh` for an address. */
export function sshArguments({ host, user, port, path }: SshAddress): string[] {
  return [
    '-o',
    'ConnectTimeout=30',
    '-T',
    ...(user ? ['-l', user] : []),
    ...(port ? ['-p', String(port)] : []),
    '--',
    host,
    'docker',
    ...(path ? ['--host', `unix://${path}`] : []),
    'system',
    'dial-stdio',
  ]
}

class SshAgent extends Agent {
  readonly #arguments: readonly string[]
  readonly #environment: Environment

  constructor(args: readonly string[], environment: Environment) {
    super({ keepAlive: true, scheduling: 'lifo' })
    this.#arguments = args
    this.#environment = environment
  }

  override createConnection(): Duplex {
    return new SshConnection(this.#arguments, this.#environment)
  }
}

/** A connection through the pipes of one ssh process, with what Node's http asks of a socket. */
class SshConnection extends Duplex {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  #complaint = ''

  constructor(args: readonly string[], environment: Environment) {
    super({ allowHalfOpen: true })
    // Ctrl-C in the terminal is ours to handle; ssh must live on for the graceful stop.
    this.#child = spawn('ssh', args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
    const { stdin, stdout, stderr } = this.#child
    stdout.on('data', (chunk) => this.push(chunk) || stdout.pause())
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint += text
    })
    // A broken pipe is the consequence; the reason comes with the end of ssh.
    stdin.on('error', () => {})
    this.#child.on('error', (error) => this.destroy(error))
    this.#child.on('close', (code) => this.#ended(code))
  }

  #ended(code: number | null): void {
    if (code === 0) this.push(null)
    else this.destroy(new Error(this.#complaint.trim() || `ssh: ${code}`))
  }

  override _read(): void {
    this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#child.stdin.write(chunk, () => done())
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(() => done())
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#child.kill()
    for (const pipe of this.#pipes()) pipe.destroy()
    this.#child.unref()
    done(error)
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  setTimeout(): this {
    return this
  }

  /** Lets the process end although this connection is open and idle. */
  unref(): this {
    this.#child.unref()
    for (const pipe of this.#pipes()) pipe.unref()
    return this
  }

  ref(): this {
    this.#child.ref()
    for (const pipe of this.#pipes()) pipe.ref()
    return this
  }

  #pipes(): Socket[] {
    // Node types the pipes of a child by their direction alone; they are sockets.
    return [this.#child.stdin, this.#child.stdout, this.#child.stderr] as unknown as Socket[]
  }
}
