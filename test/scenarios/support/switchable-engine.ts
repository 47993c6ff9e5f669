import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { engineAddress } from './engine-door.ts'

/** The engine, at an address of its own where it can be made to be away. */
export interface SwitchableEngine {
  /** For DOCKER_HOST. */
  readonly host: string
  /** Breaks all connections and refuses new ones. */
  leave(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

/** Puts a relay before the engine. */
export async function openSwitchableEngine(): Promise<SwitchableEngine> {
  const path = join(tmpdir(), `tsc-switch-${randomBytes(4).toString('hex')}.sock`)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const comeBack = async () => {
    server = createServer((near) => {
      const address = engineAddress()
      const far = connect('socketPath' in address ? { path: address.socketPath } : address)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one
          .on('error', () => other.destroy())
          .on('close', () => {
            sockets.delete(one)
            other.destroy()
          })
      }
      near.pipe(far).pipe(near)
    })
    await once(server.listen(path), 'listening')
  }
  const leave = async () => {
    const closing = server && once(server.close(), 'close')
    for (const socket of sockets) socket.destroy()
    await closing
    server = undefined
  }
  await comeBack()
  return { host: `unix://${path}`, leave, comeBack, close: leave }
}
