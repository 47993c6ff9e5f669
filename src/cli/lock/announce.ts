import { createServer, type Socket } from 'node:net'

/** A socket at which a process tells that it is there. */
export interface Announced {
  /** From now on those who ask are told who holds the lock. */
  hold(): void
  /** Lets those who wait go on. */
  end(): void
}

/** Listens at a path, without keeping the process alive; resolves once others can connect. */
export function announce(path: string, holder: string): Promise<Announced> {
  return new Promise((resolve, reject) => {
    const waiting = new Set<Socket>()
    let holds = false
    const server = createServer((socket) => {
      waiting.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => waiting.delete(socket))
      if (holds) socket.write(`${holder}\n`)
      // What the other one says is nothing to us.
      socket.resume()
      socket.unref()
    })
    server.unref()
    server.once('error', reject)
    server.listen(path, () =>
      resolve({
        hold() {
          holds = true
          for (const socket of waiting) socket.write(`${holder}\n`)
        },
        end() {
          server.close()
          for (const socket of waiting) socket.destroy()
        },
      }),
    )
  })
}
