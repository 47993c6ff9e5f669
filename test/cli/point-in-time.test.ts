import { describe, expect, it } from 'vitest'
import { readPointInTime } from '../../src/cli/point-in-time.ts'
import { failureOf } from './support/failure-of.ts'

const now = Date.parse('2026-03-04T05:06:07.250Z')

describe('readPointInTime', () => {
  it.each([
    ['1700000000', '1700000000'],
    ['1700000000.5', '1700000000.5'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05.123456789+01:00', '2026-01-02T03:04:05.123456789+01:00'],
    ['2026-01-02Z', '1767312000.000'],
    ['10s', '1772600757.250'],
    ['1h30m', '1772595367.250'],
    ['0s', '1772600767.250'],
  ])('%s is %s', (typed, expected) => {
    expect(readPointInTime('--since', typed, now)).toBe(expected)
  })

  it('takes a date without zone for a local one', () => {
    const local = new Date(2026, 0, 2, 3, 4, 5).getTime() / 1000
    expect(readPointInTime('--since', '2026-01-02T03:04:05', now)).toBe(local.toFixed(3))
    const midnight = new Date(2026, 0, 2).getTime() / 1000
    expect(readPointInTime('--since', '2026-01-02', now)).toBe(midnight.toFixed(3))
  })

  it.each(['yesterday', '5 minutes', '10x'])('%s fails', (typed) => {
    expect(failureOf(() => readPointInTime('--until', typed, now))).toMatchObject({
      code: 'flag-value-invalid',
      data: { flag: '--until', value: typed, expected: 'point-in-time' },
    })
  })
})
