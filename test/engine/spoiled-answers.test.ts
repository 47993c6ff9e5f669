import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { connectEngine } from '../../src/engine/connect.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { findFailure } from '../../src/engine/failures.ts'
import { RIGHT, startFakeEngine } from '../support/fake-engine.ts'

const connect = (host: string, signal?: AbortSignal) =>
  connectEngine({
    environment: { DOCKER_HOST: host },
    home: '/nowhere',
    platform: 'linux',
    ...(signal && { signal }),
  })

/** Each call whose answer is read, and what makes it. */
const CALLS: readonly [call: string, make: (engine: Engine) => Promise<unknown>][] = [
  ['GET /containers/json', (engine) => engine.listContainers(['com.docker.compose.project=p'])],
  ['GET /containers/c1/json', (engine) => engine.inspectContainer('c1')],
  ['GET /containers/c1/top', (engine) => engine.top('c1')],
  ['POST /containers/create', (engine) => engine.createContainer('x', { Image: 'x' } as never)],
  ['POST /containers/c1/wait', (engine) => engine.waitContainer('c1')],
  [
    'POST /containers/c1/exec',
    (engine) => engine.createExec('c1', { command: ['x'], tty: false, stdin: false }),
  ],
  ['GET /exec/e1/json', (engine) => engine.inspectExec('e1')],
  ['POST /commit', (engine) => engine.commitContainer('c1', {})],
  ['GET /networks', (engine) => engine.listNetworks(['com.docker.compose.project=p'])],
  ['GET /networks/n1', (engine) => engine.inspectNetwork('n1')],
  ['POST /networks/create', (engine) => engine.createNetwork({ Name: 'x' } as never)],
  ['GET /volumes', (engine) => engine.listVolumes(['com.docker.compose.project=p'])],
  ['GET /volumes/p_v', (engine) => engine.inspectVolume('p_v')],
  ['POST /volumes/create', (engine) => engine.createVolume({ Name: 'x' } as never)],
  ['GET /images/json', (engine) => engine.listImages()],
  ['GET /images/busybox/json', (engine) => engine.inspectImage('busybox')],
  ['GET /distribution/busybox/json', (engine) => engine.findDigest('busybox')],
]

const right = (call: string): string => JSON.stringify(RIGHT[call])
const say = (response: ServerResponse, text: string | Buffer) => response.end(text)

type Spoil = (response: ServerResponse, call: string) => void

const SPOILS: Readonly<Record<string, Spoil>> = {
  garbage: (response) => say(response, '\u0000\u0001not json<html>'),
  null: (response) => say(response, 'null'),
  'an empty list': (response, call) => say(response, right(call).startsWith('[') ? '{}' : '[]'),
  'a list of null': (response) => say(response, '[null]'),
  'a list of nothing': (response) => say(response, '[{}]'),
  nothing: (response) => say(response, ''),
  'half of it': (response, call) => say(response, right(call).slice(0, -2)),
  'numbers for texts': (response, call) =>
    say(
      response,
      right(call)
        .replace(/:"[^"]*"/g, ':7')
        .replace(/\["[^"]*"\]/g, '[7]'),
    ),
  'no UTF-8': (response, call) =>
    say(response, Buffer.from(right(call).replace(/^(.)/, '$1"é":1,'), 'latin1')),
  'a redirect': (response) => response.writeHead(301, { location: 'http://elsewhere/' }).end(),
}

/** Those after which some answers are still what can be read: a commit's only field is a text. */
const isStillRight = (call: string, spoil: string) =>
  spoil === 'numbers for texts' && !/:"|\["/.test(right(call))

describe('answers that are not what the Engine API says', () => {
  for (const [spoil, answer] of Object.entries(SPOILS)) {
    it.each(CALLS)(`${spoil} to %s`, async (call, make) => {
      if (isStillRight(call, spoil)) return
      await using engine = await startFakeEngine((asked, _request, response) =>
        asked === call ? answer(response, call) : say(response, right(asked)),
      )
      const error = await make(await connect(engine.host)).then(
        () => undefined,
        (failed: unknown) => failed,
      )
      expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ address: engine.host, what: call })
    })
  }

  it.each(CALLS)('what is right is taken: %s', async (_, make) => {
    await using engine = await startFakeEngine((asked, _request, response) => say(response, right(asked)))
    await make(await connect(engine.host))
  })

  it('an endless one is given up', async () => {
    await using engine = await startFakeEngine((_call, _request, response) => {
      response.write('[')
      const more = () => {
        while (response.write(Buffer.alloc(2 ** 20, ' ')));
        response.once('drain', more)
      }
      more()
    })
    const error = await (await connect(engine.host)).listNetworks([]).catch((failed: unknown) => failed)
    expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ problem: 'too-large' })
  })

  it('one that comes byte by byte is given up', async () => {
    const timers: NodeJS.Timeout[] = []
    await using engine = await startFakeEngine((_call, _request, response) => {
      response.write('[')
      timers.push(setInterval(() => response.write(' '), 5))
    })
    const error = await (await connect(engine.host)).listNetworks([]).catch((failed: unknown) => failed)
    for (const timer of timers) clearInterval(timer)
    expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ problem: 'too-slow' })
  })

  it('one that breaks off is a lost connection', async () => {
    await using engine = await startFakeEngine((_call, _request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('[', () => response.destroy())
    })
    const error = await (await connect(engine.host)).listNetworks([]).catch((failed: unknown) => failed)
    expect(findFailure(error, 'engine-connection-lost')).toBeDefined()
  })
})

describe('who drops the filters', () => {
  it.each<[what: string, call: string, list: (engine: Engine, label: string) => Promise<readonly unknown[]>]>(
    [
      ['containers', 'GET /containers/json', (engine, label) => engine.listContainers([label])],
      ['networks', 'GET /networks', (engine, label) => engine.listNetworks([label])],
      ['volumes', 'GET /volumes', (engine, label) => engine.listVolumes([label])],
    ],
  )('does not make %s of others ours', async (_, call, list) => {
    await using engine = await startFakeEngine((_call, _request, response) => say(response, right(call)))
    const connected = await connect(engine.host)
    expect(await list(connected, 'com.docker.compose.project=p')).toHaveLength(1)
    expect(await list(connected, 'com.docker.compose.project=other')).toEqual([])
    expect(await list(connected, 'com.docker.compose.oneoff')).toEqual([])
    expect(await list(connected, 'com.docker.compose.project')).toHaveLength(1)
  })
})

describe('streams', () => {
  const gather = async (stream: AsyncIterable<unknown>) => {
    for await (const _ of stream);
  }
  it.each<[what: string, bytes: string | Buffer, read: (engine: Engine) => Promise<unknown>]>([
    ['a line that is no JSON', 'no\n', async (engine) => gather(await engine.events({ labels: [] }))],
    ['an event that is none', '{"Type":3}\n', async (engine) => gather(await engine.events({ labels: [] }))],
    ['progress that is none', '{"status":3}\n', (engine) => engine.pullImage('x', { onProgress() {} })],
    ['a list for progress', '[1]\n', (engine) => engine.pullImage('x', { onProgress() {} })],
    ['null for statistics', 'null\n', (engine) => gather(engine.stats('c1', { stream: true }))],
    [
      'a frame that begins wrongly',
      Buffer.alloc(64, 7),
      (engine) => gather(engine.logs('c1', { tty: false })),
    ],
    [
      'no UTF-8',
      Buffer.from('{"a":"é"}\n', 'latin1'),
      (engine) => engine.pullImage('x', { onProgress() {} }),
    ],
    [
      'UTF-8 that is cut off',
      Buffer.from('{"a":"é').subarray(0, -1),
      (engine) => engine.pushImage('x', { onProgress() {} }),
    ],
    [
      'statistics that are none',
      '{"networks":{"eth0":7}}\n',
      (engine) => gather(engine.stats('c1', { stream: true })),
    ],
    [
      'a build that is none',
      '{"stream":{}}\n',
      (engine) => gather(engine.buildClassic(Readable.from([]), {})),
    ],
    [
      'a line without end',
      Buffer.alloc(20 * 2 ** 20, 'x'),
      async (engine) => gather(await engine.events({ labels: [] })),
    ],
  ])('%s', async (_, bytes, read) => {
    await using engine = await startFakeEngine((_call, _request, response) => say(response, bytes))
    const error = await read(await connect(engine.host)).catch((failed: unknown) => failed)
    expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ address: engine.host })
  })

  it.each<[what: string, begin: (engine: Engine) => Promise<unknown>]>([
    [
      'POST /containers/c1/attach',
      (engine) => engine.attach('c1', { stdin: false, stdout: true, stderr: true, tty: false }),
    ],
    ['POST /exec/e1/start', (engine) => engine.startExec('e1', { tty: false, stdin: false })],
  ])('a connection that is not handed over: %s', async (what, begin) => {
    await using engine = await startFakeEngine((_call, _request, response) => say(response, 'OK'))
    const error = await begin(await connect(engine.host)).catch((failed: unknown) => failed)
    expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ what, problem: 'no-upgrade' })
  })

  it.each<[problem: string, head: string, what: string, read: (engine: Engine) => Promise<unknown>]>([
    ['not-http', 'SSH-2.0-OpenSSH\r\n\r\n', 'GET /networks', (engine) => engine.listNetworks([])],
    [
      'not-http',
      'SSH-2.0\r\n\r\n',
      'GET /containers/c1/logs',
      (engine) => gather(engine.logs('c1', { tty: true })),
    ],
    [
      'redirect',
      'HTTP/1.0 302 Found\r\nLocation: /\r\n\r\n',
      'GET /containers/c1/logs',
      (engine) => gather(engine.logs('c1', { tty: true })),
    ],
  ])('%s where an answer begins: %s', async (problem, head, what, read) => {
    await using engine = await startFakeEngine((_call, _request, response) => response.socket?.end(head))
    const error = await read(await connect(engine.host)).catch((failed: unknown) => failed)
    expect(findFailure(error, 'engine-answer-invalid')).toMatchObject({ what, problem })
  })

  it('a frame that is cut off is what came of it', async () => {
    const frame = Buffer.from([1, 0, 0, 0, 255, 255, 255, 255, 65, 66])
    await using engine = await startFakeEngine((call, _request, response) =>
      say(response, call === 'GET /_ping' ? 'OK' : frame),
    )
    const parts: string[] = []
    for await (const { bytes } of (await connect(engine.host)).logs('c1', { tty: false }))
      parts.push(bytes.toString())
    expect(parts.join('')).toBe('AB')
  })
})

it('a refusal is told in part where it is a page', async () => {
  await using engine = await startFakeEngine((_call, _request, response) =>
    response.writeHead(502).end('x'.repeat(2 ** 20)),
  )
  const error = await (await connect(engine.host)).listNetworks([]).catch((failed: unknown) => failed)
  const refusal = findFailure(error, 'engine-error')
  expect(refusal?.status).toBe(502)
  expect(refusal?.message.length).toBeLessThan(5000)
})

describe('an interrupt', () => {
  it('ends calls that wait, and not those made after it', async () => {
    let answers = false
    await using engine = await startFakeEngine((call, _request, response) => {
      if (answers) say(response, right(call))
    })
    const interrupt = new AbortController()
    const connected = await connect(engine.host, interrupt.signal)
    const waiting = connected.listNetworks([]).catch((error: unknown) => error)
    interrupt.abort(new Error('enough'))
    expect(await waiting).toMatchObject({ message: 'enough' })
    answers = true
    expect(await connected.listNetworks([])).toHaveLength(1)
  })
})
