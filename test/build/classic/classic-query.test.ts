import { describe, expect, it } from 'vitest'
import type { BuildRequest } from '../../../src/build/build-request.ts'
import { checkClassicSupport, classicQuery } from '../../../src/build/classic/classic-query.ts'

const request: BuildRequest = { service: 'web', context: '/project', tags: ['demo-web', 'other:1'] }

it('the query says what can be said', () => {
  const query = classicQuery(
    {
      ...request,
      args: { A: '1', NONE: null },
      labels: { l: 'x' },
      target: 'dev',
      noCache: true,
      pull: true,
      network: 'host',
      shmSize: 1024,
      isolation: 'default',
      ulimits: { nofile: { soft: 1, hard: 2 } },
      extraHosts: { a: ['1.2.3.4'], b: ['::1'] },
      cacheFrom: ['img:cache', 'type=registry,ref=r/x'],
      platforms: ['linux/arm64'],
    },
    'docker/Dockerfile',
    300,
  )
  expect(query).toEqual({
    t: ['demo-web', 'other:1'],
    dockerfile: 'docker/Dockerfile',
    rm: '1',
    forcerm: '1',
    buildargs: '{"A":"1"}',
    labels: '{"l":"x","com.docker.compose.image.builder":"classic"}',
    target: 'dev',
    nocache: '1',
    pull: '1',
    networkmode: 'host',
    shmsize: '1024',
    isolation: 'default',
    memory: '300',
    ulimits: '[{"Name":"nofile","Soft":1,"Hard":2}]',
    extrahosts: ['a:1.2.3.4', 'b:::1'],
    cachefrom: '["img:cache","r/x"]',
    platform: 'linux/arm64',
  })
})

describe('what needs BuildKit', () => {
  it.each<[string, Partial<BuildRequest>]>([
    ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }],
    ['cache_to', { cacheTo: ['type=inline'] }],
    ['no_cache_filter', { noCacheFilter: ['a'] }],
    ['secrets', { secrets: [{ id: 's', value: 'never shown' }] }],
    ['ssh', { ssh: [{ id: 'default' }] }],
    ['privileged', { privileged: true }],
    ['entitlements', { entitlements: ['network.host'] }],
    ['additional_contexts', { additionalContexts: { x: './x' } }],
    ['provenance', { provenance: 'true' }],
    ['sbom', { sbom: 'true' }],
    ['dockerfile_inline', { context: 'https://host/r.git', dockerfileInline: 'FROM x' }],
  ])('is refused: %s', (attribute, part) => {
    const failures = checkClassicSupport({ ...request, ...part }, false)
    expect(failures).toMatchObject([{ code: 'build-unsupported', data: { attribute, needs: 'buildkit' } }])
    expect(JSON.stringify(failures)).not.toContain('never shown')
  })

  it('is nothing of an ordinary build', () => {
    expect(
      checkClassicSupport({ ...request, platforms: ['linux/amd64'], provenance: 'false' }, false),
    ).toEqual([])
    expect(checkClassicSupport(request, true)).toHaveLength(1)
  })
})
