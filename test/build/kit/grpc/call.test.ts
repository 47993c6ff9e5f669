import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Method } from '../../../../src/build/kit/grpc/client.ts'
import { frame } from '../../../../src/build/kit/grpc/frames.ts'
import { type Handler, unaryHandler } from '../../../../src/build/kit/grpc/server.ts'
import { GrpcError } from '../../../../src/build/kit/grpc/status.ts'
import { int, string } from '../../../../src/build/kit/wire/fields.ts'
import { message } from '../../../../src/build/kit/wire/message.ts'
import { connected } from '../../support/connected.ts'

const text = message({ text: string(1), count: int(2) })
interface Text {
  text: string
  count: number
}
const method: Method<Text, Text> = { path: '/test/Method', input: text, output: text }

const serve = (handler: Handler) => connected(new Map([[method.path, handler]]))
const echo = unaryHandler(text, text, (request) => request)

describe('a call', () => {
  it('carries a request and an answer', async () => {
    using client = await serve(echo)
    expect(await client.unary(method, { text: 'hé', count: 3 })).toEqual({ text: 'hé', count: 3 })
  })

  it('carries messages larger than any window', async () => {
    using client = await serve(echo)
    const big = 'x'.repeat(3 << 20)
    expect((await client.unary(method, { text: big })).text).toHaveLength(big.length)
  })

  it('ends with the status that the handler throws', async () => {
    using client = await serve(async () => {
      throw new GrpcError(5, 'not there: ü%\n')
    })
    await expect(client.unary(method, {})).rejects.toMatchObject({ code: 5, message: 'not there: ü%\n' })
  })

  it('to an unknown method is told so', async () => {
    using client = await connected(new Map())
    await expect(client.unary(method, {})).rejects.toMatchObject({ code: 12 })
  })

  it('gets many answers in order', async () => {
    using client = await serve(async (call) => {
      for (let count = 1; count <= 200; count++) await call.send(frame(text, { count }))
    })
    const counts: number[] = []
    await client.stream(method, {}, ({ count }) => counts.push(count))
    expect(counts).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
  })

  it('is cancelled on the other side by the signal', async () => {
    const cancelled: boolean[] = []
    using client = await serve(async (call) => {
      await new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve()))
      cancelled.push(call.signal.aborted)
    })
    const stop = new AbortController()
    const call = client.unary(method, {}, stop.signal)
    setTimeout(() => stop.abort(new Error('enough')), 20)
    await expect(call).rejects.toThrow('enough')
    await expect.poll(() => cancelled).toEqual([true])
  })

  it('does not begin when the signal is aborted already', async () => {
    using client = await serve(echo)
    await expect(client.unary(method, {}, AbortSignal.abort(new Error('no')))).rejects.toThrow('no')
  })

  it('fails when the connection breaks, and so does the next one', async () => {
    using client = await serve(() => sleep(10_000, undefined, { ref: false }))
    const call = client.unary(method, {})
    setTimeout(() => client.close(), 20)
    await expect(call).rejects.toMatchObject({ code: 14 })
    await expect(client.unary(method, {})).rejects.toMatchObject({ code: 14 })
  })
})

describe('metadata', () => {
  async function received(sent: Record<string, string | string[]>, key: string): Promise<readonly string[]> {
    const seen: (readonly string[])[] = []
    using client = await serve(async (call) => {
      seen.push(call.metadata(key))
      await call.send(frame(text, {}))
    })
    await client.unary(method, {}, undefined, sent)
    return seen[0] ?? []
  }

  it.each<[string, Record<string, string | string[]>, string[]]>([
    ['keeps values with commas apart', { p: ['a,b', 'c'] }, ['a,b', 'c']],
    ['keeps order and repetitions', { p: ['*', '!a', '*'] }, ['*', '!a', '*']],
    ['decodes what is marked as encoded', { p: ['%C3%BC+x%2B', 'b'], 'p-encoded': '1' }, ['ü x+', 'b']],
    ['leaves the rest as it is', { p: ['a+b%20'] }, ['a+b%20']],
    ['is empty when absent', {}, []],
  ])('%s', async (_, sent, expected) => {
    expect(await received(sent, 'p')).toEqual(expected)
  })

  it('takes far more values than Node does by default', async () => {
    const patterns = Array.from({ length: 1000 }, (_, i) => `dir-${i}/**`)
    expect(await received({ p: patterns }, 'p')).toEqual(patterns)
  })
})
