import { describe, expect, it } from 'vitest'
import { readJsonLines } from '../../src/engine/json-lines.ts'

async function* bytes(text: string, size: number): AsyncGenerator<Buffer> {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

describe('readJsonLines', () => {
  it.each([1, 3, 1000])('reads values that come %i bytes at a time', async (size) => {
    const values = []
    const text = '{"a":"ü"}\r\n\n{"b":[1]}\n{"c":"€"}'
    for await (const value of readJsonLines(bytes(text, size))) values.push(value)
    expect(values).toEqual([{ a: 'ü' }, { b: [1] }, { c: '€' }])
  })
})
