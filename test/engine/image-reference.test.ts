import { describe, expect, it } from 'vitest'
import { registryOf, splitReference } from '../../src/engine/image-reference.ts'

const digest = 'sha256:aa'

describe('image references', () => {
  it.each([
    ['redis', { name: 'redis' }, 'docker.io'],
    ['redis:7', { name: 'redis', tag: '7' }, 'docker.io'],
    ['org/app:1', { name: 'org/app', tag: '1' }, 'docker.io'],
    ['localhost:5000/app', { name: 'localhost:5000/app' }, 'localhost:5000'],
    ['localhost/app', { name: 'localhost/app' }, 'localhost'],
    ['quay.io/org/app:1', { name: 'quay.io/org/app', tag: '1' }, 'quay.io'],
    [`redis@${digest}`, { name: 'redis', digest }, 'docker.io'],
    [`h:1/a:2@${digest}`, { name: 'h:1/a', tag: '2', digest }, 'h:1'],
  ])('%s', (reference, parts, registry) => {
    expect(splitReference(reference)).toEqual(parts)
    expect(registryOf(reference)).toBe(registry)
  })
})
