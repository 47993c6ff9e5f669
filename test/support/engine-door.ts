import { request } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Door } from '../../src/build/kit/transport.ts'

const socketPath = '/var/run/docker.sock'

/** A door to the local engine that needs nothing of `src/engine`; `tap` sees each connection it opens. */
export function localDoor(tap: (socket: Duplex) => void = () => {}): Door {
  return {
    async connect() {
      const socket = connect(socketPath)
      tap(socket)
      return socket
    },
    dial: (path, headers) =>
      new Promise((resolve, reject) => {
        const upgrade = request({
          socketPath,
          path,
          method: 'POST',
          agent: false,
          headers: {
            ...(headers as Record<string, string | string[]>),
            Connection: 'Upgrade',
            Upgrade: 'h2c',
          },
        })
        upgrade.on('upgrade', (_response, socket, head) => {
          if (head.length > 0) socket.unshift(head)
          tap(socket)
          resolve(socket)
        })
        upgrade.on('response', (response) => {
          response.resume()
          reject(Object.assign(new Error(`HTTP ${response.statusCode}`), { status: response.statusCode }))
        })
        upgrade.on('error', reject)
        upgrade.end()
      }),
  }
}
