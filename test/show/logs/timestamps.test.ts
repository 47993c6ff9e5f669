import { describe, expect, it } from 'vitest'
import { timestampOf, withoutTimestamps } from '../../../src/show/logs/timestamps.ts'

const DOCKER = '2026-11-23T18:40:33.944250018Z'

describe("the engine's time before a line", () => {
  it.each<[stamp: string, sortable: string]>([
    [DOCKER, DOCKER],
    ['2026-11-23T18:40:33Z', '2026-11-23T18:40:33.000000000Z'],
    ['2026-11-23T18:40:33.9Z', '2026-11-23T18:40:33.900000000Z'],
    ['2026-11-23T18:40:33.94425Z', '2026-11-23T18:40:33.944250000Z'],
    ['2026-11-23T20:10:33+01:30', '2026-11-23T18:40:33.000000000Z'],
    ['2026-11-23T11:40:33.944250018-07:00', DOCKER],
  ])('%s', (stamp, sortable) => {
    for (const text of ['hello', '', ' two  spaces', DOCKER]) {
      const line = Buffer.from(`${stamp} ${text}`)
      expect(timestampOf(line)).toBe(sortable)
      expect(withoutTimestamps(line).toString()).toBe(text)
    }
  })

  it.each([
    'hello',
    '',
    '2026-11-23',
    '2026-11-23T18:40',
    '2026-11-23T18:40:33',
    '2026-11-23T18:40:33 hello',
    '2026-11-23T18:40:33Zulu',
    '2026-11-23T18:40:33.Z x',
    '2026-11-23T18:40:33.1234567890Z x',
    '2026-11-23T18:40:33+0100 x',
    '2026-11-23 18:40:33Z x',
  ])('is none in %j', (line) => {
    expect(timestampOf(Buffer.from(line))).toBeUndefined()
    expect(withoutTimestamps(Buffer.from(line)).toString()).toBe(line)
  })

  it('stands before each piece of a long line', () => {
    const piece = 'x'.repeat(16 * 1024)
    for (const stamp of [DOCKER, '2026-11-23T18:40:33Z'])
      expect(withoutTimestamps(Buffer.from(`${stamp} ${piece}${stamp} end`)).toString()).toBe(`${piece}end`)
  })
})
