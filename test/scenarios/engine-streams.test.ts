import { createHash, randomBytes } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { AttachedStream, LogChunk } from '../../src/engine/engine.ts'
import { liveScenario } from './support/live-engine.ts'

/** Everything a stream has said, by its two outputs. */
async function read(chunks: AsyncIterable<LogChunk>): Promise<{ stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  for await (const { stream, bytes } of chunks) texts[stream] += bytes.toString()
  return texts
}

/** Reads a terminal until it has said something. */
async function readUntil(attached: AttachedStream, text: string): Promise<string> {
  let seen = ''
  for await (const { bytes } of attached.output) {
    seen += bytes.toString()
    if (seen.includes(text)) break
  }
  return seen
}

describe('logs', () => {
  liveScenario('keep the two outputs apart, whole or the last lines', async ({ live }) => {
    const id = await live.run('echo one; echo oops >&2; sleep 0.1; echo two; echo three')
    await live.engine.waitContainer(id)
    expect(await read(live.engine.logs(id, { tty: false }))).toEqual({
      stdout: 'one\ntwo\nthree\n',
      stderr: 'oops\n',
    })
    expect(await read(live.engine.logs(id, { tty: false, tail: '1' }))).toMatchObject({ stdout: 'three\n' })
    const stamped = await read(live.engine.logs(id, { tty: false, tail: '1', timestamps: true }))
    expect(stamped.stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z three\n$/)
    expect(await read(live.engine.logs(id, { tty: false, since: '2100-01-01T00:00:00Z' }))).toMatchObject({
      stdout: '',
    })
  })

  liveScenario('follow until the container ends', async ({ live }) => {
    const id = await live.run('for i in 1 2 3; do echo $i; sleep 0.1; done')
    expect(await read(live.engine.logs(id, { tty: false, follow: true }))).toMatchObject({
      stdout: '1\n2\n3\n',
    })
  })

  liveScenario('end quietly when they are no longer wanted', async ({ live }) => {
    const id = await live.run('echo ready; exec sleep 1000')
    const abort = new AbortController()
    const seen: string[] = []
    for await (const { bytes } of live.engine.logs(id, { tty: false, follow: true, signal: abort.signal })) {
      seen.push(bytes.toString())
      setTimeout(() => abort.abort(), 20)
    }
    expect(seen).toEqual(['ready\n'])
  })

  liveScenario('are complete when there are many', async ({ live }) => {
    const id = await live.run('seq 1 200000')
    const { stdout } = await read(live.engine.logs(id, { tty: false, follow: true }))
    const expected = Array.from({ length: 200_000 }, (_, index) => `${index + 1}\n`).join('')
    expect(digest(stdout)).toBe(digest(expected))
  })

  liveScenario('of a terminal are one stream', async ({ live }) => {
    const id = await live.run('echo one; echo oops >&2', { Tty: true })
    await live.engine.waitContainer(id)
    expect(await read(live.engine.logs(id, { tty: true }))).toEqual({ stdout: 'one\r\noops\r\n', stderr: '' })
  })
})

describe('attach', () => {
  const withInput = { OpenStdin: true, StdinOnce: true, AttachStdin: true }
  const everything = { stdin: true, stdout: true, stderr: true }

  liveScenario('hands on input to its end and output to its end', async ({ live }) => {
    const id = await live.create('cat; echo done >&2', withInput)
    const attached = await live.engine.attach(id, { ...everything, tty: false })
    await live.engine.startContainer(id)
    attached.input.write('first ')
    attached.input.end('last')
    expect(await read(attached.output)).toEqual({ stdout: 'first last', stderr: 'done\n' })
    expect(await live.engine.waitContainer(id)).toBe(0)
  })

  liveScenario('drives a terminal and its size', async ({ live }) => {
    const id = await live.create('read line; stty size; echo "got $line"', { ...withInput, Tty: true })
    const attached = await live.engine.attach(id, { ...everything, tty: true })
    await live.engine.startContainer(id)
    await live.engine.resizeContainer(id, { columns: 133, rows: 44 })
    attached.input.write('hello\n')
    expect((await read(attached.output)).stdout).toContain('44 133\r\ngot hello\r\n')
  })

  liveScenario('ends quietly when it is closed', async ({ live }) => {
    const id = await live.run('while :; do echo tick; sleep 0.05; done')
    const attached = await live.engine.attach(id, { ...everything, stdin: false, tty: false })
    let seen = ''
    for await (const { bytes } of attached.output) {
      seen += bytes.toString()
      attached.close()
    }
    expect(seen).toMatch(/^(tick\n)+$/)
    expect(await live.engine.inspectContainer(id)).toMatchObject({ state: 'running' })
  })
})

describe('exec', () => {
  liveScenario('gives outputs and exit code', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const exec = await live.engine.createExec(id, {
      command: ['sh', '-c', 'echo "$A $PWD $(id -u)"; echo oops >&2; exit 5'],
      environment: ['A=b'],
      workingDir: '/tmp',
      user: '1000',
      tty: false,
      stdin: false,
    })
    const { output } = await live.engine.startExec(exec, { tty: false, stdin: false })
    expect(await read(output)).toEqual({ stdout: 'b /tmp 1000\n', stderr: 'oops\n' })
    expect(await live.engine.inspectExec(exec)).toEqual({ running: false, exitCode: 5 })
  })

  liveScenario('takes much input, to its end', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const options = { tty: false, stdin: true }
    const exec = await live.engine.createExec(id, { command: ['md5sum'], ...options })
    const attached = await live.engine.startExec(exec, options)
    const input = randomBytes(10_000_000)
    attached.input.end(input)
    expect((await read(attached.output)).stdout).toBe(`${digest(input)}  -\n`)
  })

  liveScenario('drives a terminal and its size', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const options = { tty: true, stdin: true }
    const exec = await live.engine.createExec(id, { command: ['sh'], ...options })
    const attached = await live.engine.startExec(exec, options)
    await live.engine.resizeExec(exec, { columns: 101, rows: 33 })
    attached.input.write('stty size; exit 3\n')
    expect(await readUntil(attached, '33 101')).toContain('33 101')
  })

  liveScenario('runs in the background', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const options = { tty: false, stdin: false, detach: true }
    const exec = await live.engine.createExec(id, { command: ['sleep', '500'], ...options })
    const { output } = await live.engine.startExec(exec, options)
    expect(await read(output)).toEqual({ stdout: '', stderr: '' })
    expect(await live.engine.inspectExec(exec)).toEqual({ running: true })
  })
})

describe('stats', () => {
  liveScenario('come once or go on', async ({ live }) => {
    const id = await live.run('exec sleep 1000')
    const once: unknown[] = []
    for await (const one of live.engine.stats(id, { stream: false })) once.push(one)
    expect(once).toMatchObject([{ memory_stats: { usage: expect.any(Number) }, precpu_stats: {} }])
    const abort = new AbortController()
    let count = 0
    for await (const _ of live.engine.stats(id, { stream: true, signal: abort.signal })) {
      count += 1
      if (count === 2) abort.abort()
    }
    expect(count).toBe(2)
  })
})

function digest(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex')
}
