import http from 'node:http'
import { pipeline } from 'node:stream/promises'

/** An engine's address as node:http wants it: `unix:///path` or `tcp://host:port`. */
export function endpointOptions(host) {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) }
  const url = new URL(host.replace(/^tcp:/, 'http:'))
  return { host: url.hostname, port: url.port || 2375 }
}

/** One request to an engine; `body` is a readable stream or a value sent as JSON. Gives the open answer. */
export async function openRequest(host, method, path, { body, query = {}, headers = {}, signal } = {}) {
  const isStream = typeof body?.pipe === 'function'
  const type = isStream ? 'application/x-tar' : 'application/json'
  const request = http.request({
    ...endpointOptions(host),
    method,
    path: path + encodeQuery(query),
    headers: body === undefined ? headers : { 'content-type': type, ...headers },
    signal,
  })
  const answer = new Promise((resolve, reject) => request.on('response', resolve).on('error', reject))
  if (isStream) {
    // A failed upload shows as the request's own error, which `answer` carries.
    pipeline(body, request).catch(() => {})
  } else {
    request.end(body === undefined ? undefined : JSON.stringify(body))
  }
  return answer
}

function encodeQuery(query) {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value]
      .flat()
      .map((one) => `${key}=${encodeURIComponent(typeof one === 'string' ? one : JSON.stringify(one))}`),
  )
  return pairs.length ? `?${pairs.join('&')}` : ''
}

/** One request read to its end: `{ status, text, json }`, whatever the status. */
export async function request(host, method, path, options) {
  const answer = await openRequest(host, method, path, options)
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += chunk
  return { status: answer.statusCode, text, json: readJson(text) }
}

function readJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A request whose answer is a stream of JSON lines (pull, import, build): throws the error it reports. */
export async function requestStream(host, method, path, options = {}) {
  const answer = await openRequest(host, method, path, options)
  let rest = ''
  let printed = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    options.onData?.()
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) printed += readLine(line)
  }
  printed += readLine(rest)
  if (answer.statusCode >= 400) throw new Error(printed.trim() || `the engine answered ${answer.statusCode}`)

  function readLine(line) {
    const entry = readJson(line)
    if (entry?.error) throw new Error(`${printed.split('\n').slice(-15).join('\n')}${entry.error}`)
    return entry?.stream ?? entry?.message ?? ''
  }
}
