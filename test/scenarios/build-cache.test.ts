import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { type Registry, registryProgram, startRegistry } from './support/registry.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

/** Writes a project of one service with this of `build:` and of the service itself, and builds it. */
async function write(stack: Stack, build: Readonly<Record<string, unknown>>, image?: string): Promise<void> {
  const run = `FROM busybox\nRUN echo ${randomBytes(6).toString('hex')} > /made\n`
  const web = { build: { dockerfile_inline: run, ...build }, ...(image && { image }) }
  await stack.write({ 'compose.yaml': JSON.stringify({ services: { web } }) })
}

/** Whether the engine keeps images with containerd, which can export more kinds of caches. */
async function hasContainerdStore(): Promise<boolean> {
  const { json } = await askEngine('GET', '/info')
  return JSON.stringify((json as { DriverStatus: unknown }).DriverStatus).includes('containerd.snapshotter')
}

describe.skipIf(!registryProgram)('a cache in a registry', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry()
  })
  afterAll(() => registry.close())

  scenario('travels within the image, and is looked for where cache_from says', async ({ stack }) => {
    const image = `${registry.host}/${stack.name}:1`
    await write(stack, { cache_from: [image], cache_to: ['type=inline'] }, image)
    const first = await stack.succeeds('--progress plain build --push')
    expect(first.stdout).toMatch(/#\d+ preparing layers for inline cache|exporting/)
    // A cache that is not there yet is no failure, as in docker-compose.
    expect(first.stdout).toContain(`importing cache manifest from ${image}`)
    expect(await cacheInConfig(registry.host, stack.name)).toBe(true)
    const second = await stack.succeeds('--progress plain build')
    expect(second.stdout).toContain(`importing cache manifest from ${image}`)
    expect(second.stdout).not.toContain('ERROR')
    await askEngine('DELETE', `/images/${image}?force=1`)
  })

  scenario('of its own needs the containerd store, and is refused without', async ({ stack }) => {
    const cache = `type=registry,ref=${registry.host}/${stack.name}:cache,mode=max`
    await write(stack, { cache_to: [cache] })
    const { code, stderr } = await stack.run('--progress plain build')
    if (await hasContainerdStore()) {
      expect(code, stderr).toBe(0)
      const { status } = await fetchManifest(registry.host, stack.name, 'cache')
      expect(status).toBe(200)
    } else {
      expect(code).toBe(1)
      expect(stderr).toContain(`build.cache_to of service "web" cannot be had here: ${cache}`)
      expect(stderr).toContain('it needs the containerd image store')
    }
  })
})

function fetchManifest(host: string, name: string, tag: string): Promise<Response> {
  const kinds = ['docker.distribution.manifest.v2', 'oci.image.manifest.v1', 'oci.image.index.v1']
  const accept = kinds.map((kind) => `application/vnd.${kind}+json`).join(', ')
  return fetch(`http://${host}/v2/${name}/manifests/${tag}`, { headers: { accept } })
}

/** Whether an image in a registry holds BuildKit's inline cache. */
async function cacheInConfig(host: string, name: string): Promise<boolean> {
  const manifest = await fetchManifest(host, name, '1')
  const { config } = (await manifest.json()) as { config: { digest: string } }
  const answer = await fetch(`http://${host}/v2/${name}/blobs/${config.digest}`)
  return Object.hasOwn((await answer.json()) as object, 'moby.buildkit.cache.v0')
}
