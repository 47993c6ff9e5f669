import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import type { Duplex } from 'node:stream'
import { decode, type Message } from '../wire/message.ts'
import { WireError } from '../wire/reader.ts'
import { FrameReader, frame } from './frames.ts'
import { GrpcError, type HeaderValues, statusCode, statusError } from './status.ts'

/** One remote procedure: its HTTP/2 path and its messages. */
export interface Method<I, O> {
  readonly path: string
  readonly input: Message<I>
  readonly output: Message<O>
}

export type CallMetadata = Readonly<Record<string, string | readonly string[]>>

/** A gRPC connection: any number of calls at once over one HTTP/2 session. */
export interface GrpcClient {
  /** One request, one answer. Aborting the signal cancels the call on the server. */
  unary<I, O>(
    method: Method<I, O>,
    input: Partial<I>,
    signal?: AbortSignal,
    metadata?: CallMetadata,
  ): Promise<O>
  /** One request, many answers, handed over in order; resolves when the server ends the stream. */
  stream<I, O>(
    method: Method<I, O>,
    input: Partial<I>,
    onMessage: (value: O) => void,
    signal?: AbortSignal,
    metadata?: CallMetadata,
  ): Promise<void>
  /** Opens a call whose two directions are left to the caller; nothing is framed or decoded. */
  open(path: string, metadata?: CallMetadata): ClientHttp2Stream
  /** Breaks the connection off; what still runs on it fails, on the server too. */
  close(): void
}

/** Speaks gRPC as the client over a connection that is ready for HTTP/2. */
export function grpcClient(socket: Duplex): GrpcClient {
  const session = connect('http://localhost', { createConnection: () => socket })
  const broken = watchConnection(session)
  const open = (path: string, metadata: CallMetadata = {}): ClientHttp2Stream =>
    session.request(
      {
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...(metadata as Record<string, string | string[]>),
      },
      { endStream: false },
    )
  const stream: GrpcClient['stream'] = async (method, input, onMessage, signal, metadata) => {
    signal?.throwIfAborted()
    if (session.destroyed || session.closed) throw connectionError(broken.error)
    const call = open(method.path, metadata)
    const take = (bytes: Buffer): void => onMessage(decode(method.output, bytes))
    const done = callEnd(call, take, signal, broken).catch((error: unknown) => {
      throw error instanceof WireError ? unreadable(method.path, error) : error
    })
    call.end(frame(method.input, input))
    await done
  }
  return {
    open,
    stream,
    async unary(method, input, signal, metadata) {
      let answer: unknown
      const take = (value: unknown): void => {
        if (answer !== undefined) throw new GrpcError(statusCode.internal, `${method.path} answered twice`)
        answer = value
      }
      await stream(method, input, take, signal, metadata)
      if (answer === undefined) throw new GrpcError(statusCode.internal, `${method.path} answered nothing`)
      return answer as never
    },
    close() {
      session.destroy()
      socket.destroy()
    },
  }
}

interface ConnectionState {
  error?: Error
}

function watchConnection(session: ClientHttp2Session): ConnectionState {
  const state: ConnectionState = {}
  session.on('error', (error: Error) => {
    state.error = error
  })
  return state
}

function connectionError(cause?: Error): GrpcError {
  return new GrpcError(statusCode.unavailable, cause?.message ?? 'the connection was closed')
}

/** The end of a call whose answer is no message. */
function unreadable(path: string, { message }: WireError): GrpcError {
  return new GrpcError(statusCode.internal, `the answer to ${path} cannot be read: ${message}`)
}

/** Feeds a call's messages to `onMessage` and settles with its status. */
function callEnd(
  call: ClientHttp2Stream,
  onMessage: (bytes: Buffer) => void,
  signal: AbortSignal | undefined,
  connection: ConnectionState,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const frames = new FrameReader()
    let trailers: HeaderValues | undefined
    let failed: unknown
    const cancel = (): void => call.close(constants.NGHTTP2_CANCEL)
    signal?.addEventListener('abort', cancel, { once: true })
    call.on('response', (headers) => {
      if (headers['grpc-status'] !== undefined) trailers = headers
      const status = headers[':status']
      if (status !== 200) failed ??= new GrpcError(statusCode.unavailable, `HTTP status ${status}`)
    })
    call.on('trailers', (headers) => {
      trailers = headers
    })
    call.on('data', (chunk: Buffer) => {
      try {
        for (const bytes of frames.push(chunk)) onMessage(bytes)
      } catch (error) {
        failed ??= error
        cancel()
      }
    })
    call.on('error', (error: Error) => {
      failed ??= connectionError(connection.error ?? error)
    })
    call.on('close', () => {
      signal?.removeEventListener('abort', cancel)
      if (signal?.aborted) return reject(signal.reason)
      const error = failed ?? (trailers ? statusError(trailers) : connectionError(connection.error))
      if (error === undefined) resolve()
      else reject(error)
    })
  })
}
