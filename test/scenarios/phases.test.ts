import { describe, expect } from 'vitest'
import { askEngine } from './support/engine.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import { runs, states } from './support/states.ts'

const NOWHERE = 'volumes_from: ["container:nowhere-at-all"]'
const changed = (yaml: string) => yaml.replaceAll('"1000"', '"1001"')

describe('up in phases', () => {
  scenario('a container that cannot be created: nothing is started', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:
  a: {${SLEEPER}}
  bad: {${SLEEPER}, ${NOWHERE}}
  b: {${SLEEPER}, depends_on: [a]}
`,
    })
    await stack.fails('up -d')
    for (const state of Object.values(await states(stack))) expect(state).toBe('created')
  })

  scenario('a container that cannot be created: nothing that runs is touched', async ({ stack }) => {
    const yaml = `services:
  mother: {${SLEEPER}}
  child: {${SLEEPER}, network_mode: "service:mother"}
  user: {${SLEEPER}, depends_on: {mother: {condition: service_started, restart: true}}}
  many: {${SLEEPER}, scale: 2}
`
    const orphan = `  orphan: {${SLEEPER}}\n`
    await stack.write({ 'compose.yaml': yaml + orphan })
    await stack.succeeds('up -d')
    const before = await runs(stack)
    const bad = `  bad: {${SLEEPER}, ${NOWHERE}}\n`
    await stack.write({ 'compose.yaml': changed(yaml).replace('scale: 2', 'scale: 1') + bad })
    await stack.fails('up -d --remove-orphans')
    const after = await runs(stack)
    expect(Object.keys(before).sort()).toEqual([
      'child-1',
      'many-1',
      'many-2',
      'mother-1',
      'orphan-1',
      'user-1',
    ])
    expect(after).toMatchObject(before)
    await stack.write({ 'compose.yaml': changed(yaml) })
    await stack.succeeds('up -d --remove-orphans')
    expect(Object.keys(await runs(stack)).sort()).toEqual([
      'child-1',
      'many-1',
      'many-2',
      'mother-1',
      'user-1',
    ])
  })

  scenario('an image that cannot be built: nothing that runs is touched', async ({ stack }) => {
    const yaml = `services:
  web: {${SLEEPER}, networks: [net]}
networks: {net: {labels: {v: "1"}}}
`
    await stack.write({ 'compose.yaml': yaml, Dockerfile: 'FROM busybox\nRUN false\n' })
    await stack.succeeds('up -d')
    const before = await runs(stack)
    const more = `  bad: {build: .}\n  new: {${SLEEPER}}\n`
    const other = changed(yaml).replace('v: "1"', 'v: "2"').replace('networks: {net', `${more}networks: {net`)
    await stack.write({ 'compose.yaml': other })
    await stack.fails('up -d')
    expect(await runs(stack)).toEqual(before)
  })

  scenario('what shares a namespace with what was started anew is started anew too', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:
  mother: {${SLEEPER}, ipc: shareable}
  net: {${SLEEPER}, network_mode: "service:mother"}
  ipc: {${SLEEPER}, ipc: "service:mother"}
  pid: {${SLEEPER}, pid: "service:mother"}
  other: {${SLEEPER}, depends_on: [mother]}
`,
    })
    await stack.succeeds('up -d')
    const link = ['exec', 'net', 'ip', 'link', 'show', 'eth0']
    await stack.succeeds(...link)
    const id = (await stack.container('mother')).Id
    const byHand = async (...calls: readonly string[]) => {
      for (const call of calls) await askEngine('POST', `/containers/${id}/${call}`)
      const before = await runs(stack)
      const { stderr } = await stack.succeeds('up -d')
      expect(stderr).toContain('service "mother", whose namespace it shares, is started anew')
      // What the engine gave it is what the others have.
      await stack.succeeds('exec', 'mother', ...link.slice(2))
      await stack.succeeds(...link)
      const after = await runs(stack)
      for (const name of ['net-1', 'ipc-1', 'pid-1']) expect(after[name]).not.toBe(before[name])
      expect(after['other-1']).toBe(before['other-1'])
      await stack.succeeds('up -d')
      expect(await runs(stack)).toEqual(after)
    }
    await byHand('stop?t=0')
    // One after the other: after the engine's own restart, on a busy machine, the mother was found without network or process.
    await byHand('stop?t=0', 'start')
    await stack.succeeds('up -d --force-recreate --no-deps mother')
    await stack.succeeds('up -d')
    await stack.succeeds(...link)
  })

  scenario('a name is taken over from an orphan', async ({ stack }) => {
    const named = `${SLEEPER}, container_name: ${stack.name}-fixed`
    await stack.write({ 'compose.yaml': `services:\n  old: {${named}}\n` })
    await stack.succeeds('up -d')
    await stack.write({ 'compose.yaml': `services:\n  new: {${named}}\n` })
    await stack.succeeds('up -d --remove-orphans')
    expect(await states(stack)).toEqual({ fixed: 'running' })
    expect((await stack.containers())[0]?.Config.Labels['com.docker.compose.service']).toBe('new')
  })
})
