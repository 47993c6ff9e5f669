import { createHash } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './say.mjs'

/**
 * Runs `body` while no other process on this machine does so under the same name. The lock is an abstract
 * Unix socket: the kernel drops it with its process, so that there is no stale lock to recognise.
 */
export async function withLock(name, body) {
  const lock = await take(`\0tscompose-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`)
  try {
    return await body()
  } finally {
    lock.close()
  }
}

async function take(address) {
  for (let told = false; ; told = true) {
    const server = await tryListen(address)
    if (server) return server
    if (!told) say('another process is at the same work: waiting for it')
    await sleep(300)
  }
}

function tryListen(address) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.unref()
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(address, () => resolve(server))
  })
}
