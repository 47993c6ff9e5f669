import { describe, expect, it } from 'vitest'
import { Failed } from '../../src/model/failure.ts'
import { MOST_REPLICAS } from '../../src/plan/scale.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf } from './support/simulate.ts'

async function failuresOf(keys: string, scale: Readonly<Record<string, number>> = {}) {
  const desired = await desiredFrom(`services: {a: {image: busybox, ${keys}}, b: {image: busybox}}`)
  try {
    planUp(desired, observedOf(emptyWorld(['busybox'])), { ...PLAIN_UP, scale })
  } catch (error) {
    if (error instanceof Failed) return error.failures.map(({ code, data }) => ({ code, ...data }))
    throw error
  }
  return []
}

const TOO_MANY = MOST_REPLICAS + 1

describe('scale', () => {
  it.each<[keys: string, scale?: Record<string, number>]>([
    [`scale: ${TOO_MANY}`],
    ['scale: 1000000000'],
    ['deploy: {replicas: 4000000000}'],
    ['hostname: x', { a: TOO_MANY }],
    ['scale: 3', { a: 1e300 }],
  ])('of more than can be is refused: %s %j', async (keys, scale) => {
    expect(await failuresOf(keys, scale)).toMatchObject([{ code: 'too-many-replicas', service: 'a' }])
  })

  it('of what has a container_name is refused', async () => {
    expect(await failuresOf('container_name: one', { a: 2 })).toEqual([
      { code: 'container-name-scaled', service: 'a', key: '--scale', replicas: 2, container_name: 'one' },
    ])
    expect(await failuresOf('container_name: one', { a: 1 })).toEqual([])
  })

  it('of what is not brought up is refused', async () => {
    expect(await failuresOf('hostname: x', { c: 1, aa: 2 })).toMatchObject([
      { code: 'no-such-service', service: 'c' },
      { code: 'no-such-service', service: 'aa', suggestion: 'a' },
    ])
  })

  it.each<[keys: string, scale?: Record<string, number>]>([['scale: 1000000000', { a: 2 }], ['scale: 0']])(
    'is fine: %s %j',
    async (keys, scale) => {
      expect(await failuresOf(keys, scale)).toEqual([])
    },
  )
})
