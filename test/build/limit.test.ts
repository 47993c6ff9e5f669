import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createLimit } from '../../src/build/limit.ts'

it('lets no more tasks run than it should, in order, whatever becomes of them', async () => {
  const limit = createLimit(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  const task = (i: number) => async () => {
    begun.push(i)
    most = Math.max(most, ++running)
    await sleep(i % 3)
    running--
    if (i % 4 === 0) throw new Error('no')
    return i
  }
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => limit(task(i))))
  expect(most).toBe(2)
  expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i))
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
})
