import { request } from 'node:http'
import { readBytes } from './bytes.ts'
import { connect } from './dial.ts'
import { connectionLost, refused } from './failures.ts'
import type { Link } from './link.ts'
import type { Transport } from './transport.ts'

const LARGEST_HEAD = 64 * 1024
/** Bytes of a refusal that are read. */
const LARGEST_REFUSAL = 1024 * 1024
const HEAD_END = '\r\n\r\n'

/** Whether the engine can be asked for raw answers: not over TLS, where another protocol may be agreed on. */
export function canAnswerRaw(link: Link): boolean {
  return link.request === request
}

/**
 * The body of a GET, asked for with HTTP/1.0: the engine sends it as it is. With HTTP/1.1 each log line comes
 * as a chunk of its own, which costs more to take apart than all the rest. Where nothing but the end of the
 * connection tells that an answer is whole, the engine is asked whether it is still there.
 */
export async function* readRawAnswer(
  transport: Transport,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const { link } = transport
  signal?.throwIfAborted()
  const socket = await connect(link)
  socket.write(`GET /v${transport.apiVersion()}${path} HTTP/1.0\r\nHost: docker\r\n\r\n`)
  const bytes = readBytes(socket, link, signal)
  try {
    yield* await afterHead(bytes, link, `GET ${path.replace(/\?.*/, '')}`)
    if (!signal?.aborted) await checkAlive(transport)
  } finally {
    socket.destroy()
  }
}

/** Reads the head of an answer; gives what follows it, or fails with what the engine says. */
async function afterHead(
  bytes: AsyncGenerator<Buffer>,
  link: Link,
  what: string,
): Promise<AsyncIterable<Buffer>> {
  let head = Buffer.alloc(0)
  let end = -1
  while (end < 0) {
    const { value, done } = await bytes.next()
    if (done || head.length > LARGEST_HEAD) throw connectionLost(link, new Error('the answer has no head'))
    head = Buffer.concat([head, value])
    end = head.indexOf(HEAD_END)
  }
  const rest = withFirst(head.subarray(end + HEAD_END.length), bytes)
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.toString('latin1', 0, end))?.[1] ?? 0)
  if (status === 200) return rest
  const parts: Buffer[] = []
  let size = 0
  for await (const part of rest) {
    parts.push(part)
    size += part.length
    if (size > LARGEST_REFUSAL) break
  }
  throw refused({ status, message: messageOf(Buffer.concat(parts).toString('utf8')), what })
}

async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  yield* rest
}

async function checkAlive(transport: Transport): Promise<void> {
  await transport.send({ path: '/_ping' })
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown }
    return typeof message === 'string' ? message : body
  } catch {
    return body.trim()
  }
}
