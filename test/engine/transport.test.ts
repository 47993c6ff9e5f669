import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer, type RequestListener, request, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Duplex, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBytes } from '../../src/engine/bytes.ts'
import { findFailure } from '../../src/engine/failures.ts'
import type { Link } from '../../src/engine/link.ts'
import { openTransport } from '../../src/engine/transport.ts'

let folder: string
let server: Server
let asked: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transport-'))
  asked = []
})
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((done) => (server ? server.close(done) : done(undefined)))
  rmSync(folder, { recursive: true })
})

const link = (path = join(folder, 'engine')): Link => ({
  address: `unix://${path}`,
  local: true,
  request,
  target: { socketPath: path, agent: new Agent({ keepAlive: true }) },
  findOther: () => 'unix:///other',
})

/** An engine of our own making. */
async function serve(answer: RequestListener): Promise<Link> {
  server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    answer(incoming, outgoing)
  })
  await new Promise<void>((ready) => server.listen(join(folder, 'engine'), ready))
  return link()
}

/** An engine that knows no API newer or older than these. */
function serveApi(newest: string, oldest = '1.24'): Promise<Link> {
  return serve(async (incoming, outgoing) => {
    const version = Number(/^\/v1\.(\d+)\//.exec(incoming.url ?? '')?.[1])
    const refuse = (message: string) => outgoing.writeHead(400).end(message)
    if (version > Number(newest.slice(2))) {
      const message = `client version 1.${version} is too new. Maximum supported API version is ${newest}`
      return refuse(JSON.stringify({ message }))
    }
    if (version < Number(oldest.slice(2))) {
      return refuse(
        `client version 1.${version} is too old. Minimum supported API version is ${oldest}, please upgrade`,
      )
    }
    outgoing.end(JSON.stringify({ body: await text(incoming) }))
  })
}

describe('agreeing on the API version', () => {
  it('costs nothing with a new engine', async () => {
    const transport = openTransport(await serveApi('1.99'))
    await transport.send({ path: '/a' })
    expect(asked).toEqual(['GET /v1.51/a'])
  })

  it('steps down once for an older engine and stays there', async () => {
    const transport = openTransport(await serveApi('1.43'))
    const call = { path: '/a', method: 'POST', options: { _body: { x: 1 } } }
    expect(await transport.send(call)).toEqual({ body: '{"x":1}' })
    await transport.send({ path: '/b' })
    expect(asked).toEqual(['POST /v1.51/a', 'POST /v1.43/a', 'GET /v1.43/b'])
    expect(transport.apiVersion()).toBe('1.43')
  })

  it('lets calls that were made at once step down together', async () => {
    const transport = openTransport(await serveApi('1.43'))
    const answers = await Promise.all(['/a', '/b', '/c'].map((path) => transport.send({ path })))
    expect(answers).toHaveLength(3)
  })

  it('asks before it sends a stream, which can be sent only once', async () => {
    const transport = openTransport(await serveApi('1.43'))
    const send = (content: string) =>
      transport.send({ path: '/build?', method: 'POST', file: Readable.from([content]) })
    expect(await send('tar')).toEqual({ body: 'tar' })
    expect(await send('more')).toEqual({ body: 'more' })
    expect(asked).toEqual(['GET /v1.51/_ping', 'GET /v1.43/_ping', 'POST /v1.43/build', 'POST /v1.43/build'])
  })

  it.each([
    ['1.40', '1.12', '1.40'],
    ['1.99', '1.60', '1.60'],
  ])('refuses an engine that speaks %s at most and %s at least', async (newest, oldest, engineApi) => {
    const transport = openTransport(await serveApi(newest, oldest))
    const error = await transport.send({ path: '/a' }).catch((thrown: unknown) => thrown)
    const expected = { engineApi, oldest: '1.41', newest: '1.51' }
    expect(findFailure(error, 'engine-version-unsupported')).toMatchObject(expected)
  })
})

describe('answers', () => {
  it.each([204, 304])('takes %i for done', async (status) => {
    const transport = openTransport(await serve((_, outgoing) => outgoing.writeHead(status).end()))
    expect(await transport.send({ path: '/a', method: 'POST' })).toBeUndefined()
  })

  it('carries the engine’s words and the call', async () => {
    const answer = JSON.stringify({ message: 'boom' })
    const transport = openTransport(await serve((_, outgoing) => outgoing.writeHead(500).end(answer)))
    const error = await transport.send({ path: '/a?', options: { q: 1 } }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-error')).toEqual({ status: 500, message: 'boom', what: 'GET /a' })
  })

  it('notices a connection that breaks before the answer is complete', async () => {
    const half: RequestListener = (_, outgoing) => {
      outgoing.writeHead(200, { 'Content-Length': 10 }).write('half')
      setTimeout(() => outgoing.destroy(), 20)
    }
    const transport = openTransport(await serve(half))
    const error = await transport.send({ path: '/wait', method: 'POST' }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-connection-lost')).toMatchObject({ address: transport.link.address })
  })

  it('notices a stream that breaks', async () => {
    const half: RequestListener = (_, outgoing) => {
      outgoing.write('half')
      setTimeout(() => outgoing.destroy(), 20)
    }
    const transport = openTransport(await serve(half))
    const stream = await transport.send<Readable>({ path: '/logs', isStream: true })
    const error = await text(readBytes(stream, transport.link)).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-connection-lost')).toBeDefined()
  })

  it('takes a stream no faster than it is read', async () => {
    let sent = 0
    const endless: RequestListener = (_, outgoing) => {
      const block = Buffer.alloc(64 * 1024)
      const more = () => {
        do sent += block.length
        while (outgoing.write(block))
      }
      outgoing.on('drain', more)
      more()
    }
    const transport = openTransport(await serve(endless))
    const stream = await transport.send<Readable>({ path: '/logs', isStream: true })
    for await (const _ of readBytes(stream, transport.link)) {
      await new Promise((slow) => setTimeout(slow, 300))
      break
    }
    expect(sent).toBeGreaterThan(64 * 1024)
    expect(sent).toBeLessThan(4_000_000)
  })

  it('hands over a connection, with what came along with the answer', async () => {
    const transport = openTransport(await serve(() => {}))
    server.on('upgrade', (_incoming, socket: Socket) => {
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly ')
      socket.on('data', (data) => socket.end(`got ${data}`))
    })
    const socket = await transport.send<Duplex>({ path: '/attach', method: 'POST', hijack: true })
    socket.write('input')
    expect(await text(socket)).toBe('early got input')
  })
})

describe('no answer', () => {
  it('is an unreachable engine, with the socket that may be meant', async () => {
    const transport = openTransport(link(join(folder, 'absent')))
    const error = await transport.send({ path: '/a' }).catch((thrown: unknown) => thrown)
    expect(findFailure(error, 'engine-unreachable')).toEqual({
      address: `unix://${folder}/absent`,
      reason: 'ENOENT',
      otherSocket: 'unix:///other',
    })
  })

  it('ends with the reason of an abort', async () => {
    const transport = openTransport(await serve(() => {}))
    const abort = new AbortController()
    const waiting = transport.send({ path: '/wait', abortSignal: abort.signal })
    setTimeout(() => abort.abort('enough'), 20)
    await expect(waiting).rejects.toBe('enough')
  })
})

describe('an interrupt', () => {
  it('ends a call that only asks, and lets one that changes something come to its end', async () => {
    const interrupt = new AbortController()
    const transport = openTransport(
      await serve((incoming, outgoing) => {
        if (incoming.method === 'POST') setTimeout(() => outgoing.end('"done"'), 100)
      }),
      { signal: interrupt.signal },
    )
    const asking = transport.send({ path: '/a', method: 'GET' })
    const changing = transport.send({ path: '/b', method: 'POST' })
    setTimeout(() => interrupt.abort('enough'), 20)
    await expect(asking).rejects.toBe('enough')
    expect(await changing).toBe('done')
  })

  it('leaves an engine that does not answer some seconds to do what it was told', async () => {
    const interrupt = new AbortController()
    const transport = openTransport(await serve(() => {}), { signal: interrupt.signal })
    const changing = transport.send({ path: '/b', method: 'POST' }).catch((thrown: unknown) => thrown)
    setTimeout(() => interrupt.abort('enough'), 20)
    expect(findFailure(await changing, 'engine-silent')).toMatchObject({ what: 'POST /b', seconds: 5 })
  })

  it('hurries every call, those made later as well', async () => {
    const hurry = new AbortController()
    hurry.abort()
    const transport = openTransport(await serve(() => {}), { hurry: hurry.signal })
    const asking = transport.send({ path: '/a', method: 'GET' }).catch((thrown: unknown) => thrown)
    expect(findFailure(await asking, 'engine-silent')).toMatchObject({ what: 'GET /a', seconds: 5 })
  })
})
