import { expect, it } from 'vitest'
import { unixTime } from '../../src/engine/unix-time.ts'

it.each([
  ['1970-01-01T00:00:10Z', '10'],
  ['2026-11-23T18:12:59.848560887Z', '1795457579.848560887'],
  ['2026-11-23T19:12:59.5+01:00', '1795457579.500000000'],
  ['1795457579.5', '1795457579.5'],
  ['10', '10'],
])('%s is %s for the engine', (time, expected) => {
  expect(unixTime(time)).toBe(expected)
})
