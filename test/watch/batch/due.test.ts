import { expect, it } from 'vitest'
import { dueAt, settledAt } from '../../../src/watch/batch/due.ts'

it.each([
  ['one change: after a short quiet', { first: 1000, last: 1000, count: 1 }, 1005],
  ['a few: quiet since the last', { first: 1000, last: 1008, count: 3 }, 1013],
  ['many: a longer quiet', { first: 1000, last: 1050, count: 400 }, 1070],
  ['a burst without end: 200 ms after its beginning', { first: 1000, last: 1195, count: 900 }, 1200],
])('%s', (_, burst, due) => {
  expect(dueAt(burst)).toBe(due)
})

it('what interrupts a service waits longer than copying', () => {
  expect(settledAt(1000)).toBeGreaterThan(dueAt({ first: 1000, last: 1000, count: 1 }))
})
