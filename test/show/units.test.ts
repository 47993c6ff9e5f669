import { expect, it } from 'vitest'
import { humanDuration, humanSize } from '../../src/show/units.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

it.each([
  [0, 'Less than a second'],
  [0.9, 'Less than a second'],
  [1.9, '1 second'],
  [59, '59 seconds'],
  [MINUTE, 'About a minute'],
  [2 * MINUTE - 1, 'About a minute'],
  [59.9 * MINUTE, '59 minutes'],
  [HOUR, 'About an hour'],
  [1.5 * HOUR, '2 hours'],
  [47 * HOUR, '47 hours'],
  [2 * DAY, '2 days'],
  [13.9 * DAY, '13 days'],
  [14 * DAY, '2 weeks'],
  [59 * DAY, '8 weeks'],
  [60 * DAY, '2 months'],
  [729 * DAY, '24 months'],
  [730 * DAY, '2 years'],
])('%d seconds are %s', (seconds, words) => {
  expect(humanDuration(seconds)).toBe(words)
})

it.each([
  [0, 4, '0B'],
  [999, 4, '999B'],
  [1000, 4, '1kB'],
  [1_234_567, 4, '1.235MB'],
  [1_980_000, 3, '1.98MB'],
  [212_345_678, 3, '212MB'],
  [3_200_000_000, 4, '3.2GB'],
])('%d bytes (%d digits) are %s', (bytes, digits, words) => {
  expect(humanSize(bytes, digits)).toBe(words)
})
