import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../src/attributes/values/bytes.ts'

describe('readBytes', () => {
  it.each([
    ['1024', 1024],
    ['64m', 64 * 1024 ** 2],
    ['64MB', 64 * 1024 ** 2],
    ['64MiB', 64 * 1024 ** 2],
    ['1.5 g', 1.5 * 1024 ** 3],
    ['2t', 2 * 1024 ** 4],
    ['1p', 1024 ** 5],
    ['10b', 10],
    ['1e3', 1000],
    ['.5k', 512],
    ['0.1k', 102],
  ])('reads %s', (text, bytes) => {
    expect(readBytes(text)).toBe(bytes)
  })

  it.each(['', 'm', '-1', '-1m', '10x', '10bb', '10mbb', '10mi', '10  m', ' 10', '1.2.3'])(
    'refuses %j',
    (text) => {
      expect(readBytes(text)).toBeUndefined()
    },
  )
})
