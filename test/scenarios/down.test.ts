import { describe, expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import { states } from './support/states.ts'

const isThere = async (image: string) => (await askEngine('GET', `/images/${image}/json`)).status === 200

describe('down', () => {
  scenario(
    'takes down what depends on others first, then networks, and leaves volumes',
    async ({ stack }) => {
      await stack.write({
        'compose.yaml': `
services:
  a: {${SLEEPER}, depends_on: [b]}
  b: {${SLEEPER}, depends_on: [c], networks: [default, back]}
  c: {${SLEEPER}, volumes: ["data:/data"], networks: [default, back]}
networks: {back: {}}
volumes: {data: {}}
`,
      })
      await stack.succeeds('up -d')
      const { stderr } = await stack.succeeds('down')
      const order = [...stderr.matchAll(/-([abc])-1 {2}Removed/g)].map(([, service]) => service)
      expect(order).toEqual(['a', 'b', 'c'])
      expect(await states(stack)).toEqual({})
      expect(await stack.networkNames()).toEqual([])
      expect(await stack.volumeNames()).toEqual([`${stack.name}_data`])

      const again = await stack.succeeds('down')
      expect(again.stderr).toContain(`nothing to remove for project "${stack.name}"`)
      await stack.succeeds('down -v')
      expect(await stack.volumeNames()).toEqual([])
    },
  )

  scenario('-v removes anonymous volumes too, but no external ones', async ({ stack }) => {
    const external = `${stack.name}-external`
    await askEngine('POST', '/volumes/create', {
      Name: external,
      Labels: { 'com.docker.compose.project': stack.name },
    })
    await stack.write({
      'compose.yaml': `
services:
  web: {${SLEEPER}, volumes: [/anonymous, "data:/data", "out:/out"]}
volumes: {data: {}, out: {external: true, name: ${external}}}
`,
    })
    await stack.succeeds('up -d')
    const names = (await stack.container('web')).Mounts.map(({ Name }) => String(Name))
    expect(names).toHaveLength(3)
    await stack.succeeds('down --volumes')
    const left = await Promise.all(names.map((name) => askEngine('GET', `/volumes/${name}`)))
    expect(names.filter((_, i) => left[i]?.status === 200)).toEqual([external])
  })

  scenario(
    '--rmi local removes what was built for the project, all every image it uses',
    async ({ stack }) => {
      const [own, tagged, foreign] = [
        `${stack.name}-own`,
        `${stack.name}-tagged:1`,
        `${stack.name}-foreign:1`,
      ]
      await askEngine('POST', `/images/busybox/tag?repo=${stack.name}-foreign&tag=1`)
      await stack.write({
        Dockerfile: 'FROM busybox\nCMD ["true"]\n',
        'compose.yaml': `
services:
  own: {build: .}
  tagged: {build: ., image: "${tagged}"}
  foreign: {image: "${foreign}", command: "true"}
`,
      })
      await stack.succeeds('up -d')
      expect([await isThere(own), await isThere(tagged)]).toEqual([true, true])
      await stack.succeeds('down --rmi local')
      expect([await isThere(own), await isThere(tagged), await isThere(foreign)]).toEqual([
        false,
        false,
        true,
      ])
      await stack.succeeds('down --rmi all')
      expect(await isThere(foreign)).toBe(false)
    },
  )

  scenario('--remove-orphans takes what no service has any more', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  a: {${SLEEPER}}\n  b: {${SLEEPER}}\n` })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': `services:\n  a: {${SLEEPER}}\n` })
    await stack.succeeds('down')
    expect(await states(stack)).toEqual({ 'b-1': 'running' })
    await stack.succeeds('down --remove-orphans')
    expect(await states(stack)).toEqual({})
    expect(await stack.networkNames()).toEqual([])
  })

  scenario('a service named goes, the others stay, also what depends on it', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  db: {${SLEEPER}}\n  web: {${SLEEPER}, depends_on: [db]}\n  other: {${SLEEPER}}\n`,
    })
    await stack.succeeds('up -d')
    await stack.succeeds('down db')
    expect(await states(stack)).toEqual({ 'other-1': 'running', 'web-1': 'running' })
  })

  scenario('-t is how long a container gets to stop', async ({ stack }) => {
    const stubborn = 'image: busybox, command: sh -c "while :; do sleep 1; done", stop_grace_period: 600s'
    await stack.write({ 'compose.yaml': `services:\n  web: {${stubborn}}\n` })
    await stack.succeeds('up -d')
    const before = Date.now()
    await stack.succeeds('down -t 0')
    expect(Date.now() - before).toBeLessThan(300_000)
  })

  scenario('needs no files where the name is given', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  db: {${SLEEPER}}\n  web: {${SLEEPER}, depends_on: [db]}\n`,
    })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': 'not: [yaml' })
    const { stderr } = await stack.succeeds('-p', stack.name, 'down')
    const order = [...stderr.matchAll(/-(\w+)-1 {2}Removed/g)].map(([, service]) => service)
    expect(order).toEqual(['web', 'db'])
    expect(await stack.networkNames()).toEqual([])
  })
})
