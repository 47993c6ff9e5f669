import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { OutputChunk } from '../../../src/show/logs/output.ts'
import { readAhead } from '../../../src/show/logs/read-ahead.ts'

/** Output of so many chunks of ten bytes, and how many were taken of it. */
function speaking(chunks: number) {
  const state = { taken: 0, closed: false }
  async function* speak(): AsyncGenerator<OutputChunk> {
    try {
      for (; state.taken < chunks; state.taken++)
        yield {
          stream: state.taken % 5 === 4 ? 'stderr' : 'stdout',
          bytes: Buffer.from(`line ${state.taken % 10}...\n`),
        }
    } finally {
      state.closed = true
    }
  }
  return { state, output: speak() }
}

async function settle() {
  for (let i = 0; i < 100; i++) await turn()
}

it('gives everything in order, each stream by itself', async () => {
  let text = ''
  const { output } = speaking(100)
  for await (const { stream, bytes } of readAhead(output, 1000)) {
    if (stream === 'stderr') expect(`${bytes}`).toMatch(/^line [49]\.\.\.\n$/)
    text += bytes
  }
  expect(text).toBe('0123456789'.repeat(10).replace(/\d/g, 'line $&...\n'))
})

it('reads no more than may wait, and goes on once there is room', async () => {
  const { state, output } = speaking(1000)
  const ahead = readAhead(output, 100)
  await ahead.next()
  await settle()
  expect(state.taken).toBeLessThan(25)
  await ahead.next()
  await settle()
  expect(state.taken).toBeGreaterThan(10)
  await ahead.return(undefined)
  await settle()
  expect(state.closed).toBe(true)
})

it('fails as its source does, after what came before', async () => {
  async function* failing(): AsyncGenerator<OutputChunk> {
    yield { stream: 'stdout', bytes: Buffer.from('last words\n') }
    throw new Error('gone')
  }
  const ahead = readAhead(failing(), 100)
  expect(`${(await ahead.next()).value?.bytes}`).toBe('last words\n')
  await expect(ahead.next()).rejects.toThrow('gone')
})
