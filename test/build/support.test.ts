import { describe, expect, it } from 'vitest'
import type { BuildRequest } from '../../src/build/build-request.ts'
import { checkSupport } from '../../src/build/support.ts'

const request: BuildRequest = { service: 'web', context: '/project', tags: ['demo-web'] }

function unsupported(part: Partial<BuildRequest>, containerdStore: boolean): string[] {
  return checkSupport({ ...request, ...part }, containerdStore).map(
    ({ data }) => (data as { attribute: string }).attribute,
  )
}

describe('what cannot be had', () => {
  it.each<[Partial<BuildRequest>, string[], string[]]>([
    [{}, [], []],
    [{ platforms: ['linux/arm64'] }, [], []],
    [{ platforms: ['linux/amd64', 'linux/arm64'] }, ['platforms'], []],
    [{ cacheTo: ['type=inline'] }, [], []],
    [{ cacheTo: ['type=registry,ref=x'] }, ['cache_to'], []],
    [{ cacheTo: ['registry/name'] }, ['cache_to'], []],
    [{ cacheTo: ['type=local,dest=x'] }, ['cache_to'], []],
    [{ cacheTo: ['type=local,src=x'] }, ['cache_to', 'cache_to'], ['cache_to']],
    [{ cacheFrom: ['type=local,src=x', 'image'] }, [], []],
    [{ cacheFrom: ['type=local,dest=x'] }, ['cache_from'], ['cache_from']],
    [{ provenance: 'false', sbom: 'false' }, [], []],
    [{ provenance: 'mode=max', sbom: 'true' }, ['provenance', 'sbom'], []],
    [{ network: 'host' }, [], []],
    [{ network: 'mine' }, ['network'], ['network']],
  ])('%j: %j with the older store, %j with containerd', (part, older, containerd) => {
    expect(unsupported(part, false)).toEqual(older)
    expect(unsupported(part, true)).toEqual(containerd)
  })
})
