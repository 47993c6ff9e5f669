import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createBurstMeter } from '../../../src/watch/files/burst-meter.ts'

it('takes for lost what came after the last time that there was nothing to come', async () => {
  let now = 10_000
  const lost: number[] = []
  const meter = createBurstMeter(
    100,
    () => now,
    (since) => lost.push(since),
  )
  for (let i = 0; i < 40; i++) meter.count()
  await turn()
  await turn()
  expect(lost).toEqual([])
  now = 60_000
  for (let i = 0; i < 50; i++) meter.count()
  await turn()
  await turn()
  expect(lost).toEqual([8000])
})
