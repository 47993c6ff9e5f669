import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { statistics } from './answers.ts'
import { named } from './bad-answer.ts'
import { readBytes } from './bytes.ts'
import { asStdout, demux } from './demux.ts'
import type { Door } from './door.ts'
import type { AttachedStream, AttachOptions, Engine, LogChunk, LogOptions } from './engine.ts'
import { checked, readJsonLines } from './json-lines.ts'
import type { Link } from './link.ts'
import { canAnswerRaw, readRawAnswer } from './raw-response.ts'
import { callOf, encodeQuery } from './request.ts'
import type { Transport } from './transport.ts'
import { unixTime } from './unix-time.ts'

type Streams = Pick<Engine, 'logs' | 'attach' | 'stats'>

/** The calls whose answer goes on: log output, attached terminals and statistics. */
export function streams({ transport }: Door): Streams {
  return {
    logs: (id, options) => logs({ transport }, id, options),
    async attach(id, options) {
      const call = { path: `/containers/${id}/attach?`, method: 'POST', hijack: true }
      // Podman would feed a body to the container, so the options are in the query alone.
      const socket = await transport.send<Duplex>({ ...call, options: attachQuery(options) })
      return attachedStream(socket, options.tty, transport.link, callOf(call))
    },
    async *stats(id, { stream, signal }) {
      const query = stream ? { stream } : { stream, 'one-shot': false }
      const call = { path: `/containers/${id}/stats?`, isStream: true, options: query }
      const response = await transport.send<IncomingMessage>({
        ...call,
        ...(signal && { abortSignal: signal }),
      })
      const lines = checked(readJsonLines(readBytes(response, transport.link, signal)), statistics)
      yield* named(lines, transport.link, callOf({ ...call, method: 'GET' }))
    },
  }
}

async function* logs(
  { transport }: Pick<Door, 'transport'>,
  id: string,
  options: LogOptions,
): AsyncGenerator<LogChunk> {
  const { follow, tail, timestamps, since, until, tty, signal = transport.signal } = options
  const range = { since: since && unixTime(since), until: until && unixTime(until) }
  const query = { stdout: true, stderr: true, follow, tail, timestamps, ...range }
  const path = `/containers/${id}/logs?`
  const askUsually = () => readAnswer(transport, path, query, signal)
  const bytes = canAnswerRaw(transport.link)
    ? readRawAnswer(transport, path.slice(0, -1) + encodeQuery(query), signal, askUsually)
    : await askUsually()
  yield* tty ? asStdout(bytes) : named(demux(bytes), transport.link, callOf({ path, method: 'GET' }))
}

async function readAnswer(
  transport: Transport,
  path: string,
  options: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Buffer>> {
  const call = { path, isStream: true, options, ...(signal && { abortSignal: signal }) }
  return readBytes(await transport.send<IncomingMessage>(call), transport.link, signal)
}

function attachQuery({ stdin, stdout, stderr, logs, detachKeys }: AttachOptions): Record<string, unknown> {
  return { stream: true, stdin, stdout, stderr, logs, detachKeys }
}

/** The two directions of a connection that the engine has handed over after a call (`what`). */
export function attachedStream(socket: Duplex, tty: boolean, link: Link, what: string): AttachedStream {
  const closing = new AbortController()
  const bytes = readBytes(socket, link, closing.signal)
  return {
    output: tty ? asStdout(bytes) : named(demux(bytes), link, what),
    input: socket,
    close() {
      closing.abort()
      socket.destroy()
    },
  }
}
