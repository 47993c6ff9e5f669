import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'

/** Connections to the engine that trust nothing of `src/engine`. */
export interface EngineDoor {
  dial(path: string, headers: Record<string, string | string[]>): Promise<Duplex>
  connect(): Promise<Duplex>
  /** Bytes that went to the engine since the last call, counted on the way. */
  takeSent(): number
  close(): void
}

/** Opens a door through a relay that counts. */
export async function openDoor(): Promise<EngineDoor> {
  const relayPath = join(tmpdir(), `tsc-relay-${randomBytes(4).toString('hex')}.sock`)
  let sent = 0
  const relay = createServer((near) => {
    const address = engineAddress()
    const far = connect('socketPath' in address ? { path: address.socketPath } : address)
    near.on('data', (chunk) => {
      sent += chunk.length
    })
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
  })
  await once(relay.listen(relayPath), 'listening')
  return {
    connect: async () => connect(relayPath),
    dial: (path, headers) => upgrade(relayPath, path, headers),
    takeSent() {
      const count = sent
      sent = 0
      return count
    },
    close: () => void relay.close(),
  }
}

/** Where the engine is, for `node:http`. */
export function engineAddress(): { socketPath: string } | { host: string; port: number } {
  const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock'
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) }
  const url = new URL(host.replace(/^tcp:/, 'http:'))
  return { host: url.hostname, port: Number(url.port) }
}

function upgrade(
  socketPath: string,
  path: string,
  headers: Record<string, string | string[]>,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const all = { ...headers, Connection: 'Upgrade', Upgrade: 'h2c' }
    const asked = request({ socketPath, path, method: 'POST', agent: false, headers: all })
    asked.on('upgrade', (_response, socket, head) => {
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
    asked.on('response', (response) => {
      response.resume()
      reject(Object.assign(new Error(`HTTP ${response.statusCode}`), { status: response.statusCode }))
    })
    asked.on('error', reject)
    asked.end()
  })
}
