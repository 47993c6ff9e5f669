import { describe, expect, it } from 'vitest'
import { pullPolicy } from '../../src/plan/pull-policy.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf } from './support/simulate.ts'

const DAY = 86_400

describe('pull_policy', () => {
  it.each([
    [undefined, { kind: 'missing' }],
    ['if_not_present', { kind: 'missing' }],
    ['always', { kind: 'always' }],
    ['never', { kind: 'never' }],
    ['build', { kind: 'build' }],
    ['daily', { kind: 'refresh', seconds: DAY }],
    ['weekly', { kind: 'refresh', seconds: 7 * DAY }],
    ['every_12h', { kind: 'refresh', seconds: DAY / 2 }],
    ['every_1w2d3h4m5s', { kind: 'refresh', seconds: 9 * DAY + 3 * 3600 + 4 * 60 + 5 }],
  ])('%s is read', (text, expected) => {
    expect(pullPolicy(text)).toEqual(expected)
  })

  // The image was made at 0.
  it.each([
    ['always', 0, true],
    ['missing', 100 * DAY, false],
    ['never', 100 * DAY, false],
    ['daily', DAY - 1, false],
    ['daily', DAY + 1, true],
    ['weekly', 2 * DAY, false],
    ['weekly', 8 * DAY, true],
    ['every_3h', 3 * 3600 + 1, true],
    ['every_3h', 3 * 3600 - 1, false],
  ])('%s, %i s after the image was made: pulled %s', async (policy, now, isPulled) => {
    const desired = await desiredFrom(`services: {a: {image: x, pull_policy: ${policy}}}`)
    const { nodes } = planUp(desired, observedOf(emptyWorld(['x'])), { ...PLAIN_UP, now })
    expect(nodes.some(({ operation }) => operation.kind === 'pull-image')).toBe(isPulled)
  })

  it.each(['always', 'missing', 'daily', 'weekly', 'every_3h'])(
    '%s pulls what is not there',
    async (policy) => {
      const desired = await desiredFrom(`services: {a: {image: x, pull_policy: ${policy}}}`)
      const { nodes } = planUp(desired, observedOf(emptyWorld()), PLAIN_UP)
      expect(nodes.some(({ operation }) => operation.kind === 'pull-image')).toBe(true)
    },
  )
})
