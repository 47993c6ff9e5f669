import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import { engineAddress } from './engine-door.ts'

/** Lets connections that leave HTTP behind (attach, exec, builds) through to the engine, but those to be held. */
export function forwardUpgrades(
  server: Server,
  isHeld: (request: IncomingMessage) => boolean = () => false,
): void {
  server.on('upgrade', (request, near, head) => {
    near.on('error', () => near.destroy())
    if (isHeld(request)) return void near.resume()
    const address = engineAddress()
    const far = connect('socketPath' in address ? { path: address.socketPath } : address, () => {
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
}
