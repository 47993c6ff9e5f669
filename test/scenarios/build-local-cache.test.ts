import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { type OwnEngine, openOwnEngine, whyNoEngine } from './support/own-engine.ts'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'

const reason = whyNoEngine()

/** The containerd store alone writes such caches, and only an engine of one's own may be made to forget its builds. */
describe.skipIf(reason)(`a cache in a folder${reason ? ` (${reason})` : ''}`, () => {
  const before = process.env.DOCKER_HOST
  let engine: OwnEngine | undefined

  beforeAll(async () => {
    engine = await openOwnEngine({ flags: ['--feature', 'containerd-snapshotter=true'] })
    useEngine(engine.host)
  })

  afterAll(async () => {
    useEngine(before)
    await engine?.remove()
  })

  scenario('is written, tagged, and read by an engine that knows nothing of the build', async ({ stack }) => {
    await write(stack, { cache_from: ['type=local,src=cache'], cache_to: ['type=local,dest=cache,mode=max'] })
    const first = await stack.succeeds('--progress plain build')
    expect(first.stdout).toContain('this is said')
    const { manifests } = JSON.parse(readFileSync(join(stack.folder, 'cache/index.json'), 'utf8'))
    expect(manifests).toMatchObject([
      {
        digest: expect.stringMatching(/^sha256:/),
        annotations: { 'org.opencontainers.image.ref.name': 'latest' },
      },
    ])
    // Nothing is left of what was on its way.
    expect(readdirSync(join(stack.folder, 'cache')).sort()).toEqual(['blobs', 'index.json', 'oci-layout'])

    await forget(stack)
    const second = await stack.succeeds('--progress plain build')
    expect(second.stdout).not.toContain('this is said')
    expect(second.stdout).toContain('importing cache manifest from local:')

    // The same cache is written again, under another tag, and read by it.
    await write(
      stack,
      { cache_from: ['type=local,src=cache,tag=other'], cache_to: ['type=local,dest=cache,tag=other'] },
      'other words',
    )
    const third = await stack.succeeds('--progress plain build')
    expect(third.stdout).toContain('other words')
    await forget(stack)
    expect((await stack.succeeds('--progress plain build')).stdout).not.toContain('other words')
    const index = JSON.parse(readFileSync(join(stack.folder, 'cache/index.json'), 'utf8'))
    expect(index.manifests).toHaveLength(2)
  })

  scenario('is read by the engine that all tests share, whatever its store', async ({ stack }) => {
    await write(stack, { cache_from: ['type=local,src=cache'], cache_to: ['type=local,dest=cache,mode=max'] })
    await stack.succeeds('build')
    const { services } = JSON.parse(readFileSync(join(stack.folder, 'compose.yaml'), 'utf8'))
    delete services.web.build.cache_to
    await stack.write({ 'compose.yaml': JSON.stringify({ services }) })
    useEngine(before)
    try {
      const { stdout } = await stack.succeeds('--progress plain build')
      expect(stdout).toContain('CACHED')
      expect(stdout).not.toContain('this is said')
      await askEngine('DELETE', `/images/${stack.name}-web?force=1`)
    } finally {
      useEngine(engine?.host)
    }
  })

  scenario('that is not there, or broken, is passed over', async ({ stack }) => {
    await write(stack, { cache_from: ['type=local,src=none', 'type=local,src=broken'] })
    await stack.write({ 'broken/index.json': '{"manifests": [' })
    expect((await stack.succeeds('--progress plain build')).stdout).toContain('this is said')
    expect(existsSync(join(stack.folder, 'none'))).toBe(false)
  })

  scenario('needs to be named', async ({ stack }) => {
    await write(stack, { cache_to: ['type=local'] })
    const { code, stderr } = await stack.run('build')
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('dest=FOLDER') })
  })
})

/** The engine that the program is to speak to from now on. */
function useEngine(host: string | undefined): void {
  if (host === undefined) delete process.env.DOCKER_HOST
  else process.env.DOCKER_HOST = host
}

async function write(
  stack: Stack,
  build: Readonly<Record<string, unknown>>,
  words = 'this is said',
): Promise<void> {
  const text = `FROM busybox\nRUN echo ${randomBytes(6).toString('hex')} > /made && echo "${words.replace(' ', '" "')}"\n`
  const web = { build: { dockerfile_inline: text, network: 'none', ...build } }
  await stack.write({ 'compose.yaml': JSON.stringify({ services: { web } }) })
}

/** Makes the engine forget the image and all that it built. */
async function forget(stack: Stack): Promise<void> {
  await askEngine('DELETE', `/images/${stack.name}-web?force=1`)
  await askEngine('POST', '/build/prune?all=1')
}
