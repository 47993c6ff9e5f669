import { once } from 'node:events'
import type { Agent } from 'node:http'
import { addAbortSignal, type Duplex } from 'node:stream'
import type { Door } from './door.ts'
import type { Engine } from './engine.ts'
import { unreachable } from './failures.ts'
import type { Link } from './link.ts'

/** Connections for other protocols: upgraded ones (h2c for BuildKit) and bare ones. */
export function dial({ transport }: Door): Pick<Engine, 'dial' | 'connect'> {
  return {
    async dial(path, headers, signal) {
      const call = { path, method: 'POST', hijack: true, headers }
      const socket = await transport.send<Duplex>({ ...call, ...(signal && { abortSignal: signal }) })
      return signal ? addAbortSignal(signal, socket) : socket
    },
    connect: () => connect(transport.link),
  }
}

interface Connecting {
  createConnection(options: object): Duplex
  readonly options: object
}

/** A connection on which nothing has been said yet. */
export async function connect(link: Link): Promise<Duplex> {
  const agent = link.target.agent as Agent as unknown as Connecting
  const path = link.target.socketPath
  const socket = agent.createConnection({
    ...agent.options,
    ...link.target,
    ...(path && { path }),
    ALPNProtocols: ['h2'],
  })
  try {
    if ('connecting' in socket && socket.connecting) {
      await once(socket, 'encrypted' in socket ? 'secureConnect' : 'connect')
    }
  } catch (error) {
    throw unreachable(link, error as NodeJS.ErrnoException)
  }
  // Whoever reads or writes sees an error as well; alone it must not end the process.
  return socket.on('error', () => {})
}
