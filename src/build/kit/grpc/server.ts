import {
  type Http2Session,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Duplex } from 'node:stream'
import { decode, type Message } from '../wire/message.ts'
import { FrameReader, frame } from './frames.ts'
import { errorTrailers, GrpcError, type HeaderValues, statusCode } from './status.ts'

/** One call that the other side makes to us. */
export interface ServerCall {
  /** All values of a metadata key, in the order they were sent. */
  metadata(key: string): readonly string[]
  /** The messages as they come; reading slowly slows the sender. */
  messages(): AsyncGenerator<Buffer>
  /** Writes bytes that are gRPC frames already; resolves when there is room for more. */
  send(frames: Buffer): Promise<void>
  /** As `send`, but resolves when the bytes are on their way, so that the buffer may be used again. */
  sendAway(frames: Buffer): Promise<void>
  /** Aborted when the other side cancels the call or the connection breaks. */
  readonly signal: AbortSignal
}

/** Serves one method; a `GrpcError` that it throws becomes the call's status. */
export type Handler = (call: ServerCall) => Promise<void>

/** Handlers by HTTP/2 path: `/package.Service/Method`. */
export type Handlers = ReadonlyMap<string, Handler>

/** A method with one request and one answer as a handler. */
export function unaryHandler<I, O>(
  input: Message<I>,
  output: Message<O>,
  answer: (request: I, call: ServerCall) => Promise<Partial<O>> | Partial<O>,
): Handler {
  return async (call) => {
    for await (const bytes of call.messages()) {
      await call.send(frame(output, await answer(decode(input, bytes), call)))
      return
    }
    throw new GrpcError(statusCode.internal, 'request without a message')
  }
}

/**
 * Each include, exclude and follow pattern comes as one header, so that a long .dockerignore needs far more
 * of them than Node allows by default; the peer is the engine, which we trust with this.
 */
const serverOptions = {
  maxHeaderListPairs: 1_000_000,
  settings: { maxHeaderListSize: 16 << 20, initialWindowSize: 1 << 20 },
}

/** Speaks gRPC as the server over a connection that is ready for HTTP/2. */
export function serveGrpc(socket: Duplex, handlers: Handlers): Http2Session {
  const session: ServerHttp2Session = performServerHandshake(socket, serverOptions)
  session.on('error', () => socket.destroy())
  const accept = (stream: ServerHttp2Stream, headers: HeaderValues, _flags: number, raw: string[]): void => {
    void serveCall(stream, String(headers[':path']), raw, handlers)
  }
  session.on('stream', accept as never)
  return session
}

async function serveCall(
  stream: ServerHttp2Stream,
  path: string,
  rawHeaders: readonly string[],
  handlers: Handlers,
): Promise<void> {
  const gone = new AbortController()
  stream.on('error', () => gone.abort())
  stream.on('close', () => gone.abort())
  let trailers: Record<string, string> = { 'grpc-status': '0' }
  stream.on('wantTrailers', () => stream.sendTrailers(trailers))
  try {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    const handler = handlers.get(path)
    if (handler === undefined) throw new GrpcError(statusCode.unimplemented, `unknown method ${path}`)
    await handler(serverCall(stream, rawHeaders, gone.signal))
  } catch (error) {
    trailers = errorTrailers(error)
  }
  if (stream.destroyed) return
  stream.end()
  // What the peer still sends is of no use, but unread data would keep the stream open.
  if (!stream.readableEnded) stream.resume()
}

function serverCall(
  stream: ServerHttp2Stream,
  rawHeaders: readonly string[],
  signal: AbortSignal,
): ServerCall {
  return {
    signal,
    metadata: (key) => readMetadata(rawHeaders, key),
    messages: () => readMessages(stream),
    async send(frames) {
      if (signal.aborted) throw cancelled()
      if (!stream.write(frames)) await drained(stream, signal)
    },
    sendAway: (frames) =>
      new Promise((resolve, reject) => {
        stream.write(frames, (error) => (error ? reject(cancelled()) : resolve()))
      }),
  }
}

function cancelled(): GrpcError {
  return new GrpcError(statusCode.cancelled, 'the call was cancelled')
}

async function* readMessages(stream: ServerHttp2Stream): AsyncGenerator<Buffer> {
  const frames = new FrameReader()
  // The handler may stop reading before the peer ends; the call must stay open for its answer.
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield* frames.push(chunk as Buffer)
}

function drained(stream: ServerHttp2Stream, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stream.off('drain', settle)
      signal.removeEventListener('abort', settle)
      if (signal.aborted) reject(cancelled())
      else resolve()
    }
    stream.on('drain', settle)
    signal.addEventListener('abort', settle)
  })
}

/**
 * Reads the raw header list, because Node joins repeated headers with a comma, which patterns may contain.
 * With `<key>-encoded: 1` the values are escaped as in a URL query.
 */
function readMetadata(rawHeaders: readonly string[], key: string): string[] {
  const values: string[] = []
  let encoded = false
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    const value = rawHeaders[i + 1] ?? ''
    if (name === key) values.push(value)
    else if (name === `${key}-encoded`) encoded = value === '1'
  }
  return encoded ? values.map((value) => decodeURIComponent(value.replaceAll('+', ' '))) : values
}
