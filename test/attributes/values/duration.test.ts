import { describe, expect, it } from 'vitest'
import { formatDuration, readDuration } from '../../../src/attributes/values/duration.ts'

describe('readDuration', () => {
  it.each([
    ['10s', 10e9],
    ['1m30s', 90e9],
    ['1.5h', 5400e9],
    ['.5s', 5e8],
    ['1d', 86400e9],
    ['2w', 1209600e9],
    ['100ms', 1e8],
    ['1.5us', 1500],
    ['3µs', 3000],
    ['-2s', -2e9],
    ['+2s', 2e9],
    ['0', 0],
    ['1h0.0000001s', 3600e9 + 100],
    ['106751d', 106751 * 86400e9],
  ])('reads %s', (text, nanoseconds) => {
    expect(readDuration(text)).toBe(nanoseconds)
  })

  it.each(['', '10', 's', '1x', '1s2', '1 s', '--1s', '106752d', 'constructor', '1constructor'])(
    'refuses %j',
    (text) => {
      expect(readDuration(text)).toBeUndefined()
    },
  )
})

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [90e9, '1m30s'],
    [3600e9, '1h0m0s'],
    [5400e9, '1h30m0s'],
    [1500, '1.5µs'],
    [999, '999ns'],
    [1e8, '100ms'],
    [1.5e9, '1.5s'],
    [3600e9 + 100, '1h0m0.0000001s'],
    [-2e9, '-2s'],
    [1209600e9, '336h0m0s'],
  ])('prints %d as %s', (nanoseconds, text) => {
    expect(formatDuration(nanoseconds)).toBe(text)
  })
})
