import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { endpointOptions } from '../scripts/engine/api.mjs'

/** A socket that leads to the engine and counts the bytes that are sent there. */
export async function openRelay(host, path) {
  let sent = 0
  const { socketPath, ...tcp } = endpointOptions(host)
  const server = createServer((near) => {
    const far = connect(socketPath ? { path: socketPath } : tcp)
    near.on('data', (chunk) => {
      sent += chunk.length
    })
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
  })
  rmSync(path, { force: true })
  await once(server.listen(path), 'listening')
  return {
    host: `unix://${path}`,
    /** Bytes sent since the last call. */
    takeSent() {
      const count = sent
      sent = 0
      return count
    },
    close: () => server.close(),
  }
}
