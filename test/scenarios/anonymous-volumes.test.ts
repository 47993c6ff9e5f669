import { describe, expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'

const BUILT = SLEEPER.replace('image: busybox', 'build: .')
const file = (rest: string) => `services:\n  web: {${BUILT}, ${rest}}\n`

/** Volume names by the path at which they are mounted. */
async function mounts(stack: Stack): Promise<Record<string, string>> {
  const { Mounts } = await stack.container('web')
  return Object.fromEntries(Mounts.map(({ Destination, Name }) => [String(Destination), String(Name)]))
}

async function isThere(name: string | undefined): Promise<boolean> {
  return (await askEngine('GET', `/volumes/${name}`)).status === 200
}

describe('anonymous volumes', () => {
  scenario('go over to a new container as long as file or image has them', async ({ stack }) => {
    const image = (volume: string) => `FROM busybox\nLABEL of=${stack.name}\n${volume}\n`
    await stack.write({ Dockerfile: image('VOLUME /image'), 'compose.yaml': file('volumes: [/file]') })
    await stack.succeeds('up -d')
    const first = await mounts(stack)
    expect(Object.keys(first).sort()).toEqual(['/file', '/image'])
    await stack.succeeds('up -d --force-recreate')
    expect(await mounts(stack)).toEqual(first)
    await stack.write({ 'compose.yaml': file('hostname: h') })
    await stack.succeeds('up -d')
    expect(await mounts(stack)).toEqual({ '/image': first['/image'] })
    await stack.write({ Dockerfile: image('') })
    await stack.succeeds('up -d --build')
    expect(await mounts(stack)).toEqual({})
    await askEngine('DELETE', `/volumes/${first['/file']}`)
    await askEngine('DELETE', `/volumes/${first['/image']}`)
  })

  scenario('one that had a name once is a new one', async ({ stack }) => {
    await stack.write({
      Dockerfile: 'FROM busybox\n',
      'compose.yaml': `${file('volumes: ["data:/data"]')}volumes: {data: {}}\n`,
    })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': file('volumes: [/data]') })
    await stack.succeeds('up -d')
    expect((await mounts(stack))['/data']).toMatch(/^[0-9a-f]{64}$/)
  })

  for (const remove of ['rm -fsv', 'down -v'])
    scenario(`that were taken over are removed by ${remove}`, async ({ stack }) => {
      await stack.write({ Dockerfile: 'FROM busybox\n', 'compose.yaml': file('volumes: [/data]') })
      await stack.succeeds('up -d')
      await stack.succeeds('up -d --force-recreate')
      const { '/data': name } = await mounts(stack)
      expect(await isThere(name)).toBe(true)
      await stack.succeeds(remove)
      expect(await isThere(name)).toBe(false)
    })
})
