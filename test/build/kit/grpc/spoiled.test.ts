import { once } from 'node:events'
import { createServer, type ServerHttp2Stream } from 'node:http2'
import { connect as connectSocket, createServer as createSocketServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { listWorkers, solve } from '../../../../src/build/kit/control.ts'
import { type GrpcClient, grpcClient } from '../../../../src/build/kit/grpc/client.ts'
import { frame } from '../../../../src/build/kit/grpc/frames.ts'
import { serveGrpc } from '../../../../src/build/kit/grpc/server.ts'
import { GrpcError } from '../../../../src/build/kit/grpc/status.ts'
import { tunnel } from '../../../../src/build/kit/session.ts'
import { listWorkersResponse } from '../../../../src/build/kit/wire/messages.ts'

const closers: (() => unknown)[] = []
const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)
process.prependListener('uncaughtException', note)

afterEach(async () => {
  for (const close of closers.splice(0)) close()
  await setImmediate()
  expect(uncaught.splice(0)).toEqual([])
})

/** A client of a server that answers every call so. */
async function clientOf(answer: (stream: ServerHttp2Stream) => void): Promise<GrpcClient> {
  const server = createServer()
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => {})
    answer(stream)
  })
  server.on('sessionError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = grpcClient(connectSocket((server.address() as { port: number }).port, '127.0.0.1'))
  closers.push(
    () => client.close(),
    () => server.close(),
  )
  return client
}

/** A client of something that says these bytes and no more, or breaks off. */
async function clientOfBytes(serve: (socket: Socket) => void): Promise<GrpcClient> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => {})
    serve(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = grpcClient(connectSocket((server.address() as { port: number }).port, '127.0.0.1'))
  closers.push(
    () => client.close(),
    () => server.close(),
  )
  return client
}

const HEAD = { ':status': 200, 'content-type': 'application/grpc' }
const OK = { 'grpc-status': '0' }

/** Answers with these bytes and this status. */
const say =
  (bytes: Buffer, trailers: Record<string, string> = OK) =>
  (stream: ServerHttp2Stream) => {
    stream.respond(HEAD, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers(trailers))
    stream.end(bytes)
  }

const head = (length: number, flag = 0) => {
  const bytes = Buffer.alloc(5)
  bytes[0] = flag
  bytes.writeUInt32BE(length, 1)
  return bytes
}
const framed = (...bytes: number[]) => Buffer.concat([head(bytes.length), Buffer.from(bytes)])

const SPOILED: readonly [what: string, answer: (stream: ServerHttp2Stream) => void][] = [
  ['a frame that announces 4 GB', say(Buffer.concat([head(0xffffffff), Buffer.alloc(100)]))],
  ['a frame that is packed', say(Buffer.concat([head(4, 1), Buffer.alloc(4)]))],
  ['a frame that is cut off', say(Buffer.concat([head(100), Buffer.alloc(10)]))],
  ['a message that is cut off', say(framed(0x0a, 0x7f, 1))],
  ['a message with a field of a length beyond all', say(framed(0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f))],
  ['a number without end', say(framed(...Array.from({ length: 20 }, () => 0xff)))],
  ['a kind of field that there is not', say(framed(0x0f))],
  ['garbage', say(Buffer.from('<html>nothing here</html>'))],
  ['two answers', say(Buffer.concat([frame(listWorkersResponse, {}), frame(listWorkersResponse, {})]))],
  ['nothing', say(Buffer.alloc(0))],
  ['a status that is no number', say(Buffer.alloc(0), { 'grpc-status': 'x' })],
  [
    'details that are none',
    say(Buffer.alloc(0), {
      'grpc-status': '2',
      'grpc-status-details-bin': Buffer.from([0x1a, 0x7f]).toString('base64'),
    }),
  ],
  ['a message that is wrongly escaped', say(Buffer.alloc(0), { 'grpc-status': '2', 'grpc-message': '%zz' })],
  ['no end', (stream) => stream.respond(HEAD, { endStream: true })],
  ['a status of HTTP', (stream) => stream.respond({ ':status': 502 }, { endStream: true })],
  ['a redirect', (stream) => stream.respond({ ':status': 301, location: 'x' }, { endStream: true })],
  ['a stream that is reset', (stream) => stream.close(2)],
  [
    'a stream that is reset in the middle',
    (stream) => {
      stream.respond(HEAD)
      stream.write(head(100), () => stream.close(2))
    },
  ],
  [
    'a connection that is broken off in the middle',
    (stream) => {
      stream.respond(HEAD)
      stream.write(head(100), () => stream.session?.destroy())
    },
  ],
]

const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
const NO_HTTP2: readonly [what: string, serve: (socket: Socket) => void][] = [
  ['nothing and hangs up', (socket) => socket.end()],
  ['HTTP/1.1', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['garbage', (socket) => socket.end(Buffer.alloc(5000, 0xab))],
  [
    'that it goes away',
    (socket) =>
      socket.end(Buffer.concat([SETTINGS, Buffer.from([0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])])),
  ],
]

describe('what BuildKit may not answer', () => {
  it.each(SPOILED)('%s ends a call with a status', async (_, answer) => {
    const client = await clientOf(answer)
    await expect(listWorkers(client)).rejects.toBeInstanceOf(GrpcError)
  })

  it.each(SPOILED)('%s ends a build with a status', async (_, answer) => {
    const client = await clientOf(answer)
    const options = {
      ref: 'r',
      session: 's',
      frontend: 'f',
      frontendAttrs: {},
      exporters: [],
      cacheExports: [],
      entitlements: [],
    }
    await expect(solve(client, options, () => {})).rejects.toBeInstanceOf(GrpcError)
  })

  it.each(SPOILED)('%s ends a tunnelled session, which harms nothing', async (_, answer) => {
    const client = await clientOf(answer)
    const session = tunnel(client, {})
    const ended = new Promise<void>((resolve) => session.on('close', resolve).on('end', resolve))
    session.resume()
    session.write('hello')
    await ended
  })

  it.each(NO_HTTP2)('%s ends a call with a status, and the next one', async (_, serve) => {
    const client = await clientOfBytes(serve)
    await expect(listWorkers(client)).rejects.toBeInstanceOf(GrpcError)
    await expect(listWorkers(client)).rejects.toBeInstanceOf(GrpcError)
  })
})

describe('what BuildKit may not ask', () => {
  it.each<[what: string, bytes: string | Buffer]>([
    ['nothing', ''],
    ['HTTP/1.1', 'GET / HTTP/1.1\r\n\r\n'],
    ['half a beginning', 'PRI * HTTP/2.0\r\n'],
  ])('%s ends the session, which harms nothing', async (_, bytes) => {
    const server = createSocketServer((socket) => void serveGrpc(socket, new Map()))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const socket = connectSocket((server.address() as { port: number }).port, '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    socket.end(bytes)
    await once(socket, 'close')
  })
})
