import { describe, expect, it } from 'vitest'
import type { ObservedImage } from '../../src/model/observed.ts'
import { findImage } from '../../src/plan/find-image.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf } from './support/simulate.ts'

const A = `sha256:${'a1'.repeat(32)}`
const B = `sha256:${'a2'.repeat(32)}`

function image(id: string, ...tags: readonly string[]): [string, ObservedImage][] {
  const made = { id, tags, digests: [], labels: {}, createdAt: 0, size: 1 }
  return [id, ...tags].map((key) => [key, made])
}

const IMAGES = new Map([...image(A, 'busybox:latest'), ...image(B, 'a1a1:latest', 'registry:5000/x:1')])

describe('an image is found', () => {
  it.each([
    ['busybox', A],
    ['docker.io/library/busybox:latest', A],
    [A, A],
    ['a1'.repeat(32), A],
    ['a1a1a1', A],
    ['sha256:a1a1', A],
    ['a2', B],
    // A name goes before the beginning of an id.
    ['a1a1', B],
    ['a', undefined],
    ['a3', undefined],
    ['A1'.repeat(32), undefined],
    ['busybox:1', undefined],
    ['registry:5000/x:1', B],
  ])('%s', (reference, id) => {
    expect(findImage(IMAGES, reference)?.id).toBe(id)
  })

  it.each(['a1'.repeat(32), A, 'a1a1'])('and not pulled: %s', async (reference) => {
    const world = emptyWorld()
    for (const [key, value] of image(A)) world.images.set(key, value)
    const desired = await desiredFrom(`services: {web: {image: "${reference}"}}`)
    const { nodes } = planUp(desired, observedOf(world), PLAIN_UP)
    expect(nodes.map(({ operation }) => operation.kind)).toEqual([
      'create-network',
      'create-container',
      'start-container',
    ])
    const create = nodes.find(({ operation }) => operation.kind === 'create-container')?.operation
    expect(create).toMatchObject({ body: { Image: reference }, image: { id: A } })
  })
})
