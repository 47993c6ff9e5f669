import { describe, expect, it } from 'vitest'
import type { BuildRequest } from '../../src/build/build-request.ts'
import { readCacheOption } from '../../src/build/cache-option.ts'
import { planSolve, type SolveSurroundings } from '../../src/build/solve-attrs.ts'

const request: BuildRequest = { service: 'web', context: '/project', tags: ['demo-web'] }
const around: SolveSurroundings = {
  containerdStore: false,
  hostGateway: '172.17.0.1',
  imageOf: (service) => (service === 'base' ? 'demo-base' : undefined),
  sourceDateEpoch: undefined,
  checkOnly: false,
}

const plain = { filename: 'Dockerfile', 'image-resolve-mode': 'local' }

describe('the attributes of a build', () => {
  it.each<[string, Partial<BuildRequest>, Record<string, string>]>([
    ['nothing but the defaults', {}, plain],
    [
      'dockerfile',
      { dockerfile: 'docker/web.Dockerfile' },
      { ...plain, filename: 'web.Dockerfile', dockerfilekey: 'dockerfile-' },
    ],
    [
      'dockerfile elsewhere',
      { dockerfile: '/other/Containerfile' },
      { ...plain, filename: 'Containerfile', dockerfilekey: 'dockerfile-' },
    ],
    [
      'dockerfile_inline',
      { dockerfileInline: 'FROM x', dockerfile: 'y' },
      { ...plain, dockerfilekey: 'dockerfile-of-web' },
    ],
    ['target', { target: 'dev' }, { ...plain, target: 'dev' }],
    [
      'args, without those that have no value',
      { args: { A: '1', EMPTY: '', NONE: null } },
      { ...plain, 'build-arg:A': '1', 'build-arg:EMPTY': '' },
    ],
    ['labels', { labels: { 'a.b': 'c' } }, { ...plain, 'label:a.b': 'c' }],
    ['pull', { pull: true }, { ...plain, 'image-resolve-mode': 'pull' }],
    ['no_cache', { noCache: true, noCacheFilter: ['a'] }, { ...plain, 'no-cache': '' }],
    ['no_cache_filter', { noCacheFilter: ['a', 'b'] }, { ...plain, 'no-cache': 'a,b' }],
    [
      'platforms',
      { platforms: ['linux/amd64', 'linux/arm64'] },
      { ...plain, platform: 'linux/amd64,linux/arm64' },
    ],
    ['network', { network: 'none' }, { ...plain, 'force-network-mode': 'none' }],
    ['the default network', { network: 'default' }, plain],
    ['shm_size', { shmSize: 128 << 20 }, { ...plain, 'shm-size': '134217728' }],
    [
      'ulimits',
      { ulimits: { nofile: { soft: 1024, hard: 2048 }, nproc: { soft: 5, hard: 5 } } },
      { ...plain, ulimit: 'nofile=1024:2048,nproc=5:5' },
    ],
    [
      'extra_hosts',
      { extraHosts: { a: ['1.2.3.4', '[::1]'], gw: ['host-gateway'] } },
      { ...plain, 'add-hosts': 'a=1.2.3.4,a=::1,gw=172.17.0.1' },
    ],
    [
      'cache_from',
      { cacheFrom: ['demo:cache', 'type=registry,ref=r/x,mode=max'] },
      {
        ...plain,
        'cache-imports':
          '[{"Type":"registry","Attrs":{"ref":"demo:cache"}},{"Type":"registry","Attrs":{"ref":"r/x","mode":"max"}}]',
      },
    ],
    [
      'a git context',
      { context: 'https://host/repo.git#main:sub', dockerfile: 'docker/Dockerfile' },
      { ...plain, context: 'https://host/repo.git#main:sub', filename: 'docker/Dockerfile' },
    ],
    [
      'a git context with an inline Dockerfile',
      { context: 'git@host:repo.git', dockerfileInline: 'FROM x' },
      { ...plain, context: 'git@host:repo.git', dockerfilekey: 'dockerfile-of-web' },
    ],
    [
      'additional_contexts',
      {
        additionalContexts: {
          dir: '../shared',
          context: './own',
          image: 'docker-image://busybox',
          repo: 'https://host/r.git',
          base: 'service:base',
        },
      },
      {
        ...plain,
        'frontend.caps': 'moby.buildkit.frontend.contexts+forward',
        'context:dir': 'local:dir',
        'context:context': 'local:_context',
        'context:image': 'docker-image://busybox',
        'context:repo': 'https://host/r.git',
        'context:base': 'docker-image://docker.io/library/demo-base:latest',
      },
    ],
  ])('of %s', (_, part, expected) => {
    const { dockerfilekey, ...attrs } = planSolve(
      { ...request, ...part },
      around,
      (part.cacheFrom ?? []).map(readCacheOption),
    ).frontendAttrs
    const key = dockerfilekey?.replace(/-[0-9a-f]{8}$/, '-')
    expect({ ...attrs, ...(key && { dockerfilekey: key }) }).toEqual(expected)
  })

  it.each([
    [undefined, undefined],
    ['false', undefined],
    ['true', 'type=provenance'],
    ['mode=max', 'type=provenance,mode=max'],
  ])('have a provenance record only when asked: %s', (provenance, expected) => {
    const containerd = { ...around, containerdStore: true }
    const part = provenance === undefined ? {} : { provenance }
    const { frontendAttrs } = planSolve({ ...request, ...part, sbom: 'true' }, containerd, [])
    expect(frontendAttrs['attest:provenance']).toBe(expected)
    expect(frontendAttrs['attest:sbom']).toBe('type=sbom')
  })
})

describe('a time of the environment', () => {
  const dated = { ...around, sourceDateEpoch: '1700000000' }

  it.each([
    [{}, '1700000000'],
    [{ args: { SOURCE_DATE_EPOCH: '5' } }, '5'],
  ])('holds unless an argument says another: %j', (part, expected) => {
    const { frontendAttrs } = planSolve({ ...request, ...part }, dated, [])
    expect(frontendAttrs['build-arg:SOURCE_DATE_EPOCH']).toBe(expected)
  })
})

describe('a cache within the image', () => {
  const inline = { type: 'inline', attrs: {} }

  it.each<[Partial<BuildRequest>, (typeof inline)[]]>([
    [{}, []],
    [{ cacheTo: ['type=inline'] }, [inline]],
    [{ args: { BUILDKIT_INLINE_CACHE: '1' } }, [inline]],
    [{ args: { BUILDKIT_INLINE_CACHE: 'true' } }, [inline]],
    [{ args: { BUILDKIT_INLINE_CACHE: '0' } }, []],
    [{ args: { BUILDKIT_INLINE_CACHE: null } }, []],
  ])('comes of %j', (part, expected) => {
    expect(planSolve({ ...request, ...part }, around, []).cacheExports).toEqual(expected)
  })
})

describe('the exporter', () => {
  it('names the image with registry and tag', () => {
    const tags = ['demo-web', 'own/app:1', 'localhost:5000/x', 'ghcr.io/a/b:c']
    expect(planSolve({ ...request, tags }, around, []).exporters).toEqual([
      {
        type: 'moby',
        attrs: {
          name: 'docker.io/library/demo-web:latest,docker.io/own/app:1,localhost:5000/x:latest,ghcr.io/a/b:c',
        },
      },
    ])
  })

  it('asks for the digest by which the containerd store knows an image', () => {
    const [exporter] = planSolve(request, { ...around, containerdStore: true }, []).exporters
    expect(exporter?.attrs['prefer-image-digest']).toBe('true')
  })

  it('is left out when only the Dockerfile is checked', () => {
    const plan = planSolve(request, { ...around, checkOnly: true }, [])
    expect(plan.exporters).toEqual([])
    expect(plan.frontendAttrs.requestid).toBe('frontend.lint')
  })
})

describe('what a build is allowed', () => {
  it.each<[Partial<BuildRequest>, string[]]>([
    [{}, []],
    [{ network: 'host' }, ['network.host']],
    [{ privileged: true }, ['security.insecure']],
    [{ entitlements: ['network.host', 'device'], network: 'host' }, ['network.host', 'device']],
  ])('%j: %j', (part, expected) => {
    expect(planSolve({ ...request, ...part }, around, []).entitlements).toEqual(expected)
  })
})
