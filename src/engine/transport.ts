import { isUtf8 } from 'node:buffer'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DialOptions } from 'docker-modem'
import { Failed, failure } from '../model/failure.ts'
import { problemOf } from './answers.ts'
import { compareApi, minimumOfRefusal, NEWEST_API, OLDEST_API, versionAfterRefusal } from './api-version.ts'
import { answerInvalid, BadAnswer } from './bad-answer.ts'
import { engineSilent, refused, unreachable } from './failures.ts'
import { Limit, onAbort } from './limit.ts'
import type { Link } from './link.ts'
import { callOf, type EngineRequest, isStream, readDialOptions } from './request.ts'

/**
 * What dockerode sends its calls through, in place of its own docker-modem: one that fails with our typed
 * failures, agrees on the API version without a call of its own, keeps back-pressure and half-close, notices
 * a connection that breaks in the middle of an answer, and does not load ssh2.
 */
export interface Transport {
  readonly link: Link
  /** Aborted when nobody waits for answers any more. */
  readonly signal: AbortSignal | undefined
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
  /**
   * Ends the calls that only ask when it is aborted, and hurries those that change something: the engine does what
   * it was told in any case, and who comes next must find it done. Calls made later, to clean up, have more time.
   */
  readonly signal?: AbortSignal
  /** Once it is aborted somebody waits for the end: no call is waited for longer than some seconds. */
  readonly hurry?: AbortSignal
  /** Told of a call that has had no answer for so many seconds. */
  onSlow?(slow: { address: string; what: string; seconds: number }): void
}

/** Seconds without an answer after which somebody who waits wants to know what for. */
const SLOW = 10

/** Seconds that a call is still waited for when somebody waits for the end, and those that are made after that. */
const HURRIED = 5
const LATER = 15

/** Makes the transport of a link. */
export function openTransport(
  link: Link,
  { apiVersion = NEWEST_API, timeout = 120, ...patience }: TransportOptions = {},
): Transport {
  let version = apiVersion
  let settled = false

  async function attempt(request: EngineRequest): Promise<unknown> {
    const answer = await receive(link, `/v${version}`, request, { ...patience, timeout })
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
    signal: patience.signal,
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
    this.what = callOf(request)
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
  { timeout, signal, hurry, onSlow }: TransportOptions & { timeout: number },
): Promise<unknown> {
  const isSoon = isAnsweredSoon(request)
  const what = callOf(request)
  const onlyAsks = !isSoon || request.method === 'GET' || request.method === 'HEAD'
  const slow =
    isSoon && onSlow && setTimeout(onSlow, SLOW * 1000, { address: link.address, what, seconds: SLOW })
  const limit = isSoon || request.answer !== 'json' ? new Limit(isSoon ? timeout : undefined) : undefined
  const waiting = new AbortController()
  if (signal?.aborted) limit?.shorten(LATER)
  if (hurry?.aborted) limit?.shorten(HURRIED)
  const releases = [
    onAbort(hurry, () => limit?.shorten(HURRIED)),
    onAbort(signal, () => (onlyAsks ? waiting.abort(signal?.reason) : limit?.shorten(HURRIED))),
  ]
  try {
    request.signal?.throwIfAborted()
    const answer = await open(link, prefix, limited(request, [waiting.signal, limit?.signal, request.signal]))
    if (!('statusCode' in answer)) return answer
    if (!isSoon) limit?.end()
    return await read(answer, request, what, isSoon)
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason
    if (waiting.signal.aborted) throw waiting.signal.reason
    if (error instanceof Refused || error instanceof Failed) throw error
    // What was to be sent could not be read: that is no fault of the engine.
    if (isStream(request.body) && request.body.errored === error) throw error
    if (error instanceof BadAnswer) throw answerInvalid(link, what, error)
    if (limit?.signal.aborted) throw engineSilent(link, request, limit.seconds)
    if (isNoHttp(error)) throw answerInvalid(link, what, new BadAnswer('not-http'))
    throw unreachable(link, error as NodeJS.ErrnoException)
  } finally {
    if (slow) clearTimeout(slow)
    limit?.end()
    for (const release of releases) release()
  }
}

/** Whether Node's reader of HTTP gave up. */
function isNoHttp(error: unknown): boolean {
  return String((error as NodeJS.ErrnoException).code).startsWith('HPE_')
}

/** What an answer says, as it was asked for. */
async function read(
  answer: IncomingMessage,
  request: EngineRequest,
  what: string,
  isSoon: boolean,
): Promise<unknown> {
  const status = answer.statusCode ?? 0
  if (status >= 300 && status < 400 && status !== ALREADY) {
    answer.destroy()
    throw new BadAnswer('redirect')
  }
  // Below 400 are only 2xx and 304 by now: it was started, stopped or paused already.
  if (status >= 400) throw new Refused(status, messageOf(await readText(answer, true)), request)
  if (request.answer === 'connection') {
    answer.destroy()
    throw new BadAnswer('no-upgrade')
  }
  if (request.answer === 'stream') return answer
  const said = parse(await readText(answer, isSoon))
  const problem = problemOf(what, said)
  if (problem === undefined) return said
  throw new BadAnswer(typeof said === 'string' || said === undefined ? 'not-json' : 'shape', problem)
}

const ALREADY = 304

/** Calls that take as long as a container takes to end, and those whose answer is a stream, have no limit. */
function isAnsweredSoon({ answer, path, body }: EngineRequest): boolean {
  return (
    answer === 'json' &&
    !isStream(body) &&
    !/^\/containers\/[^/]+\/(wait|stop|restart)\b|^\/commit\b/.test(path)
  )
}

function limited(request: EngineRequest, limits: readonly (AbortSignal | undefined)[]): EngineRequest {
  return { ...request, signal: AbortSignal.any(limits.filter((limit) => limit !== undefined)) }
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

/** Bytes of the largest answer: a list of 10,000 containers takes a third of it. */
const LARGEST = 128 * 2 ** 20

/** An answer of which so little has come (bytes a second) after a while (ms) never ends; nor one that stops so long. */
const SLOWEST = 1024
const WHILE = 10_000
const STOPPED = 30_000

/** Characters of a refusal that are told: its reason, not a page. */
const LONGEST_REASON = 4096

/** The text of an answer; `isSoon`: it is there as a whole once it begins. */
async function readText(response: IncomingMessage, isSoon: boolean): Promise<string> {
  const idle = isSoon ? setTimeout(() => response.destroy(new BadAnswer('too-slow')), STOPPED) : undefined
  try {
    return await readWhole(response, isSoon, () => idle?.refresh())
  } finally {
    clearTimeout(idle)
  }
}

async function readWhole(response: IncomingMessage, isSoon: boolean, onChunk: () => void): Promise<string> {
  const begun = Date.now()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    onChunk()
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > LARGEST) throw new BadAnswer('too-large')
    const took = Date.now() - begun
    if (isSoon && took > WHILE && (size * 1000) / took < SLOWEST) throw new BadAnswer('too-slow')
  }
  const bytes = Buffer.concat(chunks)
  if (!isUtf8(bytes)) throw new BadAnswer('not-utf8')
  return bytes.toString('utf8')
}

function parse(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What a refusal says for its reason. */
export function messageOf(text: string): string {
  const { message, cause } = (parse(text) ?? {}) as { message?: unknown; cause?: unknown }
  const reason = [message, cause, text].find((one) => typeof one === 'string') as string
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason.trim()
}
