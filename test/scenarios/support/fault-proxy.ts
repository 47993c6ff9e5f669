import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineAddress } from './engine-door.ts'
import { forwardUpgrades } from './forward-upgrades.ts'

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
  /** Resolves when the first call is left unanswered because of `silentFrom`. */
  readonly silent: Promise<void>
  close(): Promise<void>
}

/**
 * Stands between a client and the engine's socket; with `dropFilters` the engine is asked for all there is. From the
 * first call that `silentFrom` matches (`POST /v1.50/containers/create`) it takes everything and answers nothing.
 */
export async function openFaultProxy({
  dropFilters = false,
  silentFrom,
}: {
  dropFilters?: boolean
  silentFrom?: RegExp
} = {}): Promise<FaultProxy> {
  const socketPath = join(tmpdir(), `tsc-fault-${randomBytes(4).toString('hex')}.sock`)
  let decide: (call: Call) => Fate = () => 'pass'
  let count = 0
  let total = 0
  const stalled = new Set<http.ServerResponse>()
  let silenced = (): void => {}
  const silent = new Promise<void>((resolve) => {
    silenced = resolve
  })
  let hasFallenSilent = false
  const isSilent = ({ method, url }: http.IncomingMessage): boolean => {
    hasFallenSilent ||= silentFrom?.test(`${method} ${url}`) ?? false
    if (hasFallenSilent) silenced()
    return hasFallenSilent
  }
  const server = http.createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    const path = dropFilters ? url.replace(/filters=[^&]*/, '') : url
    total++
    if (isSilent(request)) return void stalled.add(response)
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
        { ...engineAddress(), method, path, headers: request.headers },
        (answer) => {
          if (fate === 'reset-after') {
            answer.resume()
            answer.on('end', () => request.socket.destroy())
            return
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          // Of a stream of events the client wants to know that it is open.
          response.flushHeaders()
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
  forwardUpgrades(server, isSilent)
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
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
    silent,
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
