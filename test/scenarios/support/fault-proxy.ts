import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A call on its way to the engine; `index` counts from 0 over those that change something. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly index: number
}

/**
 * What becomes of a call: let through; answered 500 in the engine's stead; its connection reset before or after the
 * engine has done it; never answered; answered late (milliseconds).
 */
export type Fate = 'pass' | 'error' | 'reset' | 'reset-after' | 'stall' | { readonly delay: number }

export interface FaultProxy {
  /** For DOCKER_HOST. */
  readonly host: string
  /** Decides each call's fate; reset for each run by `begin`. */
  begin(decide: (call: Call) => Fate): void
  /** How many calls that change something there were since `begin`. */
  readonly count: number
  /** How many calls of any kind there were since `begin`. */
  readonly total: number
  close(): Promise<void>
}

/** Stands between a client and the engine's socket. */
export async function openFaultProxy(): Promise<FaultProxy> {
  const socketPath = join(tmpdir(), `tsc-fault-${randomBytes(4).toString('hex')}.sock`)
  const engine = (process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock').replace('unix://', '')
  let decide: (call: Call) => Fate = () => 'pass'
  let count = 0
  let total = 0
  const stalled = new Set<http.ServerResponse>()
  const server = http.createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request
    total++
    const fate = method === 'GET' ? 'pass' : decide({ method, path, index: count++ })
    if (fate === 'reset') return void request.socket.destroy()
    if (fate === 'stall') return void stalled.add(response)
    if (fate === 'error') {
      request.resume()
      response.writeHead(500, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify({ message: 'the proxy says no' }))
    }
    const forward = (): void => {
      const onward = http.request(
        { socketPath: engine, method, path, headers: request.headers },
        (answer) => {
          if (fate === 'reset-after') {
            answer.resume()
            answer.on('end', () => request.socket.destroy())
            return
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        },
      )
      onward.on('error', () => response.destroy())
      response.on('close', () => onward.destroy())
      request.pipe(onward)
    }
    if (typeof fate === 'object') setTimeout(forward, fate.delay)
    else forward()
  })
  server.on('upgrade', (request, near, head) => {
    const far = connect(engine, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`]
      for (let i = 0; i < request.rawHeaders.length; i += 2)
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`)
      far.write(`${lines.join('\r\n')}\r\n\r\n`)
      far.write(head)
      near.pipe(far).pipe(near)
    })
    far.on('error', () => near.destroy())
    near.on('error', () => far.destroy())
  })
  await once(server.listen(socketPath), 'listening')
  return {
    host: `unix://${socketPath}`,
    begin: (next) => {
      decide = next
      count = 0
      total = 0
      for (const response of stalled) response.destroy()
      stalled.clear()
    },
    get count() {
      return count
    },
    get total() {
      return total
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
