import { request } from 'node:http'
import { answerInvalid, BadAnswer } from './bad-answer.ts'
import { readBytes } from './bytes.ts'
import { connect } from './dial.ts'
import { connectionLost, refused } from './failures.ts'
import type { Link } from './link.ts'
import { callOf } from './request.ts'
import { messageOf, type Transport } from './transport.ts'

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
 * connection tells that an answer is whole, the engine is asked whether it is still there. A proxy that answers in
 * chunks all the same is asked anew, in the usual way (`askUsually`).
 */
export async function* readRawAnswer(
  transport: Transport,
  path: string,
  signal: AbortSignal | undefined,
  askUsually: () => Promise<AsyncIterable<Buffer>>,
): AsyncGenerator<Buffer> {
  const { link } = transport
  signal?.throwIfAborted()
  const socket = await connect(link)
  socket.write(`GET /v${transport.apiVersion()}${path} HTTP/1.0\r\nHost: docker\r\n\r\n`)
  const bytes = readBytes(socket, link, signal)
  try {
    const answer = await afterHead(bytes, link, callOf({ method: 'GET', path }))
    yield* answer ?? (await askUsually())
    if (answer && !signal?.aborted) await checkAlive(transport)
  } finally {
    socket.destroy()
  }
}

/** Reads the head of an answer; gives what follows it if it comes as it is, or fails with what the engine says. */
async function afterHead(
  bytes: AsyncGenerator<Buffer>,
  link: Link,
  what: string,
): Promise<AsyncIterable<Buffer> | undefined> {
  let head = Buffer.alloc(0)
  let end = -1
  while (end < 0) {
    const { value, done } = await bytes.next()
    if (done || head.length > LARGEST_HEAD) throw connectionLost(link, new Error('the answer has no head'))
    head = Buffer.concat([head, value])
    end = head.indexOf(HEAD_END)
  }
  const rest = withFirst(head.subarray(end + HEAD_END.length), bytes)
  const fields = head.toString('latin1', 0, end)
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(fields)?.[1] ?? 0)
  if (status === 200) return CHUNKED.test(fields) ? undefined : rest
  if (status === 0) throw answerInvalid(link, what, new BadAnswer('not-http'))
  if (status < 400) throw answerInvalid(link, what, new BadAnswer(status < 300 ? 'shape' : 'redirect'))
  const parts: Buffer[] = []
  let size = 0
  for await (const part of rest) {
    parts.push(part)
    size += part.length
    if (size > LARGEST_REFUSAL) break
  }
  throw refused({ status, message: messageOf(Buffer.concat(parts).toString('utf8')), what })
}

const CHUNKED = /^transfer-encoding:\s*chunked\s*$/im

async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first
  yield* rest
}

async function checkAlive(transport: Transport): Promise<void> {
  await transport.send({ path: '/_ping' })
}
