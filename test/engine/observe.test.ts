import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { findPortHolder, imagesByReference } from '../../src/engine/observe.ts'
import type { ObservedContainer, ObservedImage } from '../../src/model/observed.ts'

describe('imagesByReference', () => {
  it('finds an image by its id and by each of its names, long or short', () => {
    const image = {
      id: 'sha256:1',
      tags: ['docker.io/library/redis:7', 'mine:1'],
      digests: ['redis@sha256:2'],
    } as unknown as ObservedImage
    const found = imagesByReference([image])
    for (const name of ['sha256:1', 'redis:7', 'docker.io/library/redis:7', 'mine:1', 'redis@sha256:2']) {
      expect(found.get(name), name).toBe(image)
    }
  })
})

describe('findPortHolder', () => {
  const container = (name: string, ports: ObservedContainer['ports']) =>
    ({ name, ports }) as ObservedContainer
  const engine = {
    listContainers: async () => [
      container('inside-only', [{ target: 8080, protocol: 'tcp' }]),
      container('dns', [{ target: 53, published: 8080, protocol: 'udp' }]),
      container('web', [{ target: 80, published: 8080, protocol: 'tcp' }]),
    ],
  } as unknown as Engine

  it.each([
    [8080, 'tcp', 'web'],
    [8080, 'udp', 'dns'],
    [80, 'tcp', undefined],
  ])('port %i/%s is held by %s', async (port, protocol, holder) => {
    expect(await findPortHolder(engine, port, protocol)).toBe(holder)
  })
})
