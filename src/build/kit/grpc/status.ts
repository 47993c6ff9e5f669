import { type Decoded, decode } from '../wire/message.ts'
import { rpcStatus } from '../wire/messages.ts'

/** The gRPC status codes that are used here. */
export const statusCode = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  failedPrecondition: 9,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const

/** A typed value that came along with an error; BuildKit's are JSON. */
export interface ErrorDetail {
  readonly typeUrl: string
  readonly value: Uint8Array
}

/** A call that ended with a status other than OK, at either end. */
export class GrpcError extends Error {
  override readonly name = 'GrpcError'
  readonly code: number
  readonly details: readonly ErrorDetail[]

  constructor(code: number, message: string, details: readonly ErrorDetail[] = []) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** Headers as Node gives them for one HTTP/2 message. */
export type HeaderValues = Readonly<Record<string, string | string[] | number | undefined>>

/** Reads a call's end from its trailers; undefined when it ended well. */
export function statusError(trailers: HeaderValues): GrpcError | undefined {
  const raw = trailers['grpc-status']
  if (raw === undefined) return new GrpcError(statusCode.unavailable, 'the connection was closed')
  const code = Number(raw)
  if (code === statusCode.ok) return undefined
  const text = percentDecoded(String(trailers['grpc-message'] ?? ''))
  const packed = trailers['grpc-status-details-bin']
  if (packed === undefined) return new GrpcError(code, text)
  const status = readStatus(String(packed))
  if (status === undefined) return new GrpcError(code, text)
  const details = status.details.map(({ typeUrl, value }) => ({ typeUrl, value }))
  return new GrpcError(code, status.message || text, details)
}

/** The trailers that end a call with this error. */
export function errorTrailers(error: unknown): Record<string, string> {
  const code = error instanceof GrpcError ? error.code : statusCode.unknown
  const text = error instanceof Error ? error.message : String(error)
  return { 'grpc-status': String(code), 'grpc-message': percentEncoded(text) }
}

/** Halves of surrogate pairs cannot be encoded; they stand for nothing. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
}

/** The status with its details; undefined where it is none: the code and the text say enough. */
function readStatus(packed: string): Decoded<typeof rpcStatus> | undefined {
  try {
    return decode(rpcStatus, Buffer.from(packed, 'base64'))
  } catch {
    return undefined
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
