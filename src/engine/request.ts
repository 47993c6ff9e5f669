import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { DialOptions } from 'docker-modem'

/** One HTTP request to the engine, before it knows the API version. */
export interface EngineRequest {
  readonly method: string
  /** With the query, without the version. */
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body?: string | Buffer | Readable
  readonly signal?: AbortSignal
  /** What the caller wants of the answer: its JSON, its body as it comes, or the connection itself. */
  readonly answer: 'json' | 'stream' | 'connection'
}

/**
 * Reads a call as dockerode's classes make it. Where a path has a query, the options are the query;
 * elsewhere they are the body. `_query` and `_body` name both.
 */
export function readDialOptions(dial: DialOptions): EngineRequest {
  const { abortSignal, authconfig, _query, _body, ...plain } = (dial.options ?? {}) as Options
  const method = dial.method ?? 'GET'
  const path = dial.path.replace(/\?$/, '')
  const inQuery = dial.path.endsWith('?') || method === 'GET' || method === 'DELETE' || method === 'HEAD'
  const query = _query ?? (inQuery ? plain : {})
  const body = dial.file ?? _body ?? (inQuery ? undefined : plain)
  const signal = dial.abortSignal ?? abortSignal
  return {
    method,
    path: path + encodeQuery(query),
    headers: { ...dial.headers, ...headersOf(dial), ...bodyHeaders(dial, body) },
    answer: dial.hijack ? 'connection' : dial.isStream ? 'stream' : 'json',
    ...(body !== undefined && { body: encodeBody(body) }),
    ...(signal && { signal }),
  }
}

interface Options extends Record<string, unknown> {
  readonly _query?: Record<string, unknown>
  readonly _body?: unknown
  readonly abortSignal?: AbortSignal
  readonly authconfig?: unknown
}

function headersOf({ hijack, authconfig, headers }: DialOptions): OutgoingHttpHeaders {
  return {
    ...(hijack && { Connection: 'Upgrade', Upgrade: header(headers, 'upgrade') ?? 'tcp' }),
    ...(authconfig && { 'X-Registry-Auth': encodeLogin(authconfig) }),
  }
}

// The engine wants the URL alphabet with padding, which Node's base64url leaves out, and silently ignores others.
function encodeLogin(login: object): string {
  const encoded = Buffer.from(JSON.stringify(login)).toString('base64')
  return encoded.replaceAll('+', '-').replaceAll('/', '_')
}

function header(headers: OutgoingHttpHeaders | undefined, name: string): OutgoingHttpHeader | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
}

function bodyHeaders({ file, headers }: DialOptions, body: unknown): OutgoingHttpHeaders {
  if (body === undefined) return {}
  const type =
    header(headers, 'content-type') ?? (file === undefined ? 'application/json' : 'application/x-tar')
  if (isStream(body)) return { 'Content-Type': type, 'Transfer-Encoding': 'chunked' }
  return { 'Content-Type': type, 'Content-Length': Buffer.byteLength(encodeBody(body) as string | Buffer) }
}

function encodeBody(body: unknown): string | Buffer | Readable {
  return isStream(body) || Buffer.isBuffer(body) ? body : JSON.stringify(body)
}

/** A call as messages name it: `GET /networks`. */
export function callOf({ method, path }: Pick<EngineRequest, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\?.*/, '')}`
}

/** Whether a body can be sent only once. */
export function isStream(body: unknown): body is Readable {
  return typeof (body as Readable | undefined)?.pipe === 'function'
}

/** A query string, `?` included: lists repeat their key, objects are JSON, undefined is left out. */
export function encodeQuery(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) {
      search.append(key, typeof one === 'object' ? JSON.stringify(one) : String(one))
    }
  }
  const text = search.toString()
  return text && `?${text}`
}
