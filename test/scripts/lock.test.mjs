import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withLock } from '../../scripts/engine/lock.mjs'

test('two at the same work take turns, also after one that failed', async () => {
  const name = `test-${process.pid}`
  const steps = []
  const work = (who) =>
    withLock(name, async () => {
      steps.push(`${who} in`)
      await sleep(20)
      steps.push(`${who} out`)
      if (who === 'a') throw new Error('a failed')
    })
  const [first] = await Promise.allSettled([work('a'), work('b')])
  expect(first.status).toBe('rejected')
  expect(steps).toEqual(['a in', 'a out', 'b in', 'b out'])
})
