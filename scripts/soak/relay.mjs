import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpointOptions } from '../engine/api.mjs'

/** The engine at an address of its own, where it can be away. */
export async function openRelay(host) {
  const path = join(tmpdir(), `soak-${process.pid}.sock`)
  const { socketPath, ...address } = endpointOptions(host)
  const sockets = new Set()
  let server
  const comeBack = async () => {
    server = createServer((near) => {
      const far = connect(socketPath ? { path: socketPath } : address)
      const bind = (one, other) => {
        sockets.add(one)
        one
          .on('error', () => other.destroy())
          .on('close', () => {
            sockets.delete(one)
            other.destroy()
          })
      }
      bind(near, far)
      bind(far, near)
      near.pipe(far).pipe(near)
    })
    await once(server.listen(path), 'listening')
  }
  const leave = async () => {
    if (!server) return
    const closed = once(server.close(), 'close')
    server = undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await comeBack()
  return { host: `unix://${path}`, leave, comeBack, close: leave }
}
