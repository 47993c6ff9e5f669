import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import type { Stack } from './support/stack.ts'

const from = (cwd: string, ...args: readonly string[]) => start([...tscompose, ...args], { cwd }).ended

interface Config {
  readonly name: string
  readonly services: Readonly<Record<string, { image?: string; environment?: Record<string, string | null> }>>
}

async function config(stack: Stack, ...flags: readonly string[]): Promise<Config> {
  const { stdout } = await stack.succeeds(...flags, 'config', '--format', 'json')
  return JSON.parse(stdout) as Config
}

describe('the files', () => {
  scenario(
    'are found from below, with their override; -f names others, the last one counts',
    async ({ stack }) => {
      await stack.write({
        'compose.yaml': 'services:\n  web: {image: busybox, environment: {A: one, B: one}}\n',
        'compose.override.yaml': 'services:\n  web: {environment: {B: two}}\n',
        'more.yaml': 'services:\n  web: {environment: {B: three}}\n  other: {image: busybox}\n',
      })
      expect((await config(stack)).services.web?.environment).toEqual({ A: 'one', B: 'two' })
      const named = await config(stack, '-f', 'compose.yaml', '-f', 'more.yaml')
      expect(named.services.web?.environment).toEqual({ A: 'one', B: 'three' })

      const below = join(stack.folder, 'a/b')
      await mkdir(below, { recursive: true })
      expect((await from(below, 'config', '--services')).stdout).toBe('web\n')
      const elsewhere = await from('/', '--project-directory', stack.folder, 'config', '--format', 'json')
      expect(JSON.parse(elsewhere.stdout)).toMatchObject({ name: stack.name })
    },
  )

  scenario('take variables from .env, or from the files of --env-file', async ({ stack }) => {
    await stack.write({
      'compose.yaml': 'services:\n  web: {image: "busybox:${TAG:-none}"}\n',
      '.env': 'TAG=usual\n',
      'other.env': 'TAG=other\n',
    })
    const image = async (...flags: readonly string[]) => (await config(stack, ...flags)).services.web?.image
    expect(await image()).toBe('busybox:usual')
    expect(await image('--env-file', 'other.env')).toBe('busybox:other')
  })

  scenario('config prints them as one, and -q only whether they are right', async ({ stack }) => {
    await stack.write({
      'compose.yaml': 'services:\n  web: {image: busybox, ports: ["80"]}\n  db: {image: busybox}\n',
    })
    const { stdout } = await stack.succeeds('config')
    expect(stdout).toContain(`name: ${stack.name}\nservices:\n  db:\n`)
    expect(stdout).toContain('    ports:\n      - mode: ingress\n        target: 80\n')
    expect((await stack.succeeds('config --services')).stdout.split('\n').sort()).toEqual(['', 'db', 'web'])
    expect(await stack.succeeds('config -q')).toEqual({ code: 0, stdout: '', stderr: '' })
    await stack.write({ 'compose.yaml': 'services: []\n' })
    expect((await stack.fails('config -q')).code).toBe(1)
  })
})

describe('global flags', () => {
  scenario('-p is the name of the project', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `name: other\nservices:\n  web: {${SLEEPER}}\n` })
    await stack.succeeds('-p', stack.name, 'up', '-d')
    expect((await stack.container('web')).Name).toBe(`/${stack.name}-web-1`)
    expect((await stack.succeeds('-p', stack.name, 'ps', '--services')).stdout).toBe('web\n')
    const wrong = await stack.fails('-p', 'Foo Bar', 'config')
    expect(wrong.stderr).toContain('"Foo Bar"')
  })

  scenario('--profile enables services, and what they are is known without it', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  web: {${SLEEPER}}\n  debug: {${SLEEPER}, profiles: [tools]}\n`,
    })
    const services = async (...flags: readonly string[]) =>
      (await stack.succeeds(...flags, 'config', '--services')).stdout.trim().split('\n').sort()
    expect(await services()).toEqual(['web'])
    expect(await services('--profile', 'tools')).toEqual(['debug', 'web'])
    expect(await services('--profile', '*')).toEqual(['debug', 'web'])
    await stack.succeeds('--profile', 'tools', 'up', '-d')
    await stack.succeeds('down')
    expect(await stack.containers()).toEqual([])
  })

  scenario('--progress says how progress is told: plain, JSON or not at all', async ({ stack }) => {
    await stack.write({ 'compose.yaml': `services:\n  web: {${SLEEPER}}\n` })
    const name = `Container ${stack.name}-web-1`
    const json = await stack.succeeds('--progress', 'json', 'up', '-d')
    const lines = json.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toContainEqual({ id: name, status: 'Started' })
    const plain = await stack.succeeds('--progress', 'plain', 'up', '-d', '--force-recreate')
    expect(plain.stderr).toContain(` ${name}  Recreated\n`)
    const quiet = await stack.succeeds('--progress', 'quiet', 'down')
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' })
    const failed = await stack.fails('--progress', 'json', 'up', '-d', 'wbe')
    expect(JSON.parse(failed.stderr)).toMatchObject({ error: true, code: 'no-such-service' })
    expect((await stack.fails('--progress', 'fancy', 'up', '-d')).stderr).toContain('"fancy"')
  })

  scenario('--ansi colours or does not, wherever output goes', async ({ stack }) => {
    await stack.write({ 'compose.yaml': 'services:\n  web: {imag: busybox}\n' })
    expect((await stack.fails('--ansi', 'always', 'config')).stderr).toContain('\u001b[')
    expect((await stack.fails('--ansi', 'never', 'config')).stderr).not.toContain('\u001b[')
    expect((await stack.fails('config')).stderr).not.toContain('\u001b[')
  })

  scenario('--parallel limits what is done at once, and all of it is done', async ({ stack }) => {
    const services = Array.from(
      { length: 4 },
      (_, i) => `  s${i}: {build: {context: ., args: {I: "${i}"}}, init: true}\n`,
    )
    await stack.write({
      Dockerfile: 'FROM busybox\nARG I\nENV I=$I\nCMD ["sleep", "1000"]\n',
      'compose.yaml': `services:\n${services.join('')}`,
    })
    await stack.succeeds('--parallel', '1', 'up', '-d')
    expect(await stack.containers()).toHaveLength(4)
    await stack.succeeds('down -t 0')
  })

  scenario('version says which it is', async ({ stack }) => {
    const { stdout } = await stack.succeeds('version')
    expect(stdout).toMatch(/version v?\d+\.\d+\.\d+/)
    expect((await stack.succeeds('version --short')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(JSON.parse((await stack.succeeds('version --format json')).stdout)).toHaveProperty('version')
  })
})

describe('plan', () => {
  scenario('says what up would do and why, and does nothing', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  db: {${SLEEPER}}\n  web: {${SLEEPER}, depends_on: [db]}\n`,
    })
    const { stdout } = await stack.succeeds('plan')
    expect(stdout).toMatch(new RegExp(`^\\+ create network ${stack.name}_default +does not exist yet$`, 'm'))
    expect(stdout).toMatch(/^db\n {2}\+ create .*\n\nweb\n {2}\+ create .*\n\n3 to create;/m)
    const { nodes } = JSON.parse((await stack.succeeds('plan --format json')).stdout) as {
      nodes: { id: string; after: string[] }[]
    }
    const started = nodes.find(({ id }) => id === `start-container ${stack.name}-web-1`)
    expect(started?.after).toContain(`start-container ${stack.name}-db-1`)
    expect(await stack.containers()).toEqual([])
  })
})
