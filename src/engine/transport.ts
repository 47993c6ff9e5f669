import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DialOptions } from 'docker-modem'
import { Failed, failure } from '../model/failure.ts'
import { compareApi, minimumOfRefusal, NEWEST_API, OLDEST_API, versionAfterRefusal } from './api-version.ts'
import { engineSilent, refused, unreachable } from './failures.ts'
import type { Link } from './link.ts'
import { type EngineRequest, isStream, readDialOptions } from './request.ts'

/**
 * What dockerode sends its calls through, in place of its own docker-modem: one that fails with our typed
 * failures, agrees on the API version without a call of its own, keeps back-pressure and half-close, notices
 * a connection that breaks in the middle of an answer, and does not load ssh2.
 */
export interface Transport {
  readonly link: Link
  /** The API version in use; settled once the engine has answered. */
  apiVersion(): string
  /** Makes a call and gives its JSON, its stream or its connection, as the options ask. */
  send<T>(options: DialOptions): Promise<T>
  /** The same in the form that dockerode's classes call. */
  dial(options: DialOptions, callback: (error: unknown, answer: unknown) => void): void
}

/** How an engine is spoken to. */
export interface TransportOptions {
  /** The version to ask for first. */
  readonly apiVersion?: string
  /** Seconds the engine may leave an ordinary call unanswered; a busy disk may take long, but not for ever. */
  readonly timeout?: number
}

/** Makes the transport of a link. */
export function openTransport(
  link: Link,
  { apiVersion = NEWEST_API, timeout = 120 }: TransportOptions = {},
): Transport {
  let version = apiVersion
  let settled = false

  async function attempt(request: EngineRequest): Promise<unknown> {
    const answer = await receive(link, `/v${version}`, request, timeout)
    settled = true
    return answer
  }

  async function exchange(request: EngineRequest): Promise<unknown> {
    // A stream can be sent only once, so the version must be agreed on before.
    if (!settled && isStream(request.body)) await exchange(PING)
    const tried = version
    try {
      return await attempt(request)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      settled = true
      const next = versionAfterRefusal(error.status, error.message)
      if (next === undefined || next === tried) throw failureOf(link, error)
      if (compareApi(next, OLDEST_API) < 0) throw versionUnsupported(link, next)
      version = next
      return attempt(request).catch((again) => {
        throw again instanceof Refused ? failureOf(link, again) : again
      })
    }
  }

  const send = <T>(options: DialOptions) => exchange(readDialOptions(options)) as Promise<T>
  return {
    link,
    apiVersion: () => version,
    send,
    dial(options, callback) {
      send(options).then(
        (answer) => callback(null, answer),
        (error) => callback(error, null),
      )
    },
  }
}

const PING: EngineRequest = { method: 'GET', path: '/_ping', headers: {}, answer: 'json' }

class Refused extends Error {
  readonly status: number
  readonly what: string

  constructor(status: number, message: string, request: EngineRequest) {
    super(message)
    this.status = status
    this.what = `${request.method} ${request.path.replace(/\?.*/, '')}`
  }
}

function failureOf(link: Link, { status, message, what }: Refused): Failed {
  const minimum = minimumOfRefusal(status, message)
  return minimum ? versionUnsupported(link, minimum) : refused({ status, message, what })
}

function versionUnsupported({ address }: Link, engineApi: string): Failed {
  const range = { oldest: OLDEST_API, newest: NEWEST_API }
  return new Failed(failure('engine-version-unsupported', { address, engineApi, ...range }))
}

async function receive(
  link: Link,
  prefix: string,
  request: EngineRequest,
  timeout: number,
): Promise<unknown> {
  const limit = isAnsweredSoon(request) ? AbortSignal.timeout(timeout * 1000) : undefined
  try {
    request.signal?.throwIfAborted()
    const answer = await open(link, prefix, limit ? limited(request, limit) : request)
    if (!('statusCode' in answer)) return answer
    const status = answer.statusCode ?? 0
    // Below 400 are only 2xx and 304: it was started, stopped or paused already.
    if (status >= 400 || request.answer === 'connection') {
      throw new Refused(status, messageOf(await readText(answer)), request)
    }
    return request.answer === 'stream' ? answer : parse(await readText(answer))
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason
    if (error instanceof Refused || error instanceof Failed) throw error
    if (limit?.aborted) throw engineSilent(link, request, timeout)
    throw unreachable(link, error as NodeJS.ErrnoException)
  }
}

/** Calls that take as long as a container takes to end, and those whose answer is a stream, have no limit. */
function isAnsweredSoon({ answer, path, body }: EngineRequest): boolean {
  return (
    answer === 'json' &&
    !isStream(body) &&
    !/^\/containers\/[^/]+\/(wait|stop|restart)\b|^\/commit\b/.test(path)
  )
}

function limited(request: EngineRequest, limit: AbortSignal): EngineRequest {
  return { ...request, signal: request.signal ? AbortSignal.any([request.signal, limit]) : limit }
}

function open(link: Link, prefix: string, request: EngineRequest): Promise<IncomingMessage | Duplex> {
  return new Promise((resolve, reject) => {
    const outgoing = link.request({
      ...link.target,
      method: request.method,
      path: prefix + request.path,
      headers: request.headers,
      ...(request.signal && { signal: request.signal }),
    })
    outgoing.on('error', reject)
    outgoing.on('response', resolve)
    outgoing.on('upgrade', (_response, socket: Duplex, head) => {
      if (head.length > 0) socket.unshift(head)
      // Whoever reads or writes sees the error as well; alone it must not end the process.
      socket.on('error', () => {})
      resolve(socket)
    })
    sendBody(outgoing, request.body, reject)
  })
}

function sendBody(outgoing: ClientRequest, body: EngineRequest['body'], reject: (e: unknown) => void): void {
  if (!isStream(body)) outgoing.end(body)
  // An engine that refuses early stops reading: then its answer counts, which has resolved already.
  else pipeline(body, outgoing).catch(reject)
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function messageOf(text: string): string {
  const body = parse(text)
  if (typeof body === 'object' && body !== null) {
    const { message, cause } = body as { message?: string; cause?: string }
    return message ?? cause ?? text
  }
  return text.trim()
}
