import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { type GrpcClient, grpcClient } from '../../../src/build/kit/grpc/client.ts'
import { type Handlers, serveGrpc } from '../../../src/build/kit/grpc/server.ts'

/** Two ends of one connection. */
export async function socketPair(): Promise<[Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect(server.address() as { port: number })
  const [accepted] = (await once(server, 'connection')) as [Socket]
  server.close()
  return [client, accepted]
}

/** A client whose calls are served by these handlers, over a real connection. */
export async function connected(handlers: Handlers): Promise<GrpcClient & Disposable> {
  const [near, far] = await socketPair()
  const server = serveGrpc(far, handlers)
  const client = grpcClient(near)
  return Object.assign(client, {
    [Symbol.dispose]() {
      client.close()
      server.destroy()
    },
  })
}
