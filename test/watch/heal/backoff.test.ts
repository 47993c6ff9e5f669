import { expect, it } from 'vitest'
import { Backoff } from '../../../src/watch/heal/backoff.ts'

it('waits twice as long after each failure, half a minute at most, and tells seldom', () => {
  const backoff = new Backoff()
  const setbacks = Array.from({ length: 12 }, (_, i) => backoff.failed('web-1', i * 1000))
  expect(setbacks.map(({ waitMs }) => waitMs / 1000)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30, 30])
  expect(setbacks.filter(({ isWorthTelling }) => isWorthTelling).map(({ count }) => count)).toEqual([
    3, 6, 12,
  ])
})

it('begins anew with what has run for a while, and counts each by itself', () => {
  const backoff = new Backoff()
  for (const at of [0, 1, 2]) backoff.failed('web-1', at)
  expect(backoff.failed('db-1', 3).count).toBe(1)
  backoff.began('web-1', 1000)
  expect(backoff.failed('web-1', 5000).count).toBe(4)
  backoff.began('web-1', 10_000)
  expect(backoff.failed('web-1', 60_000).count).toBe(1)
})
