import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'
import type { Stack } from './support/stack.ts'
import { states } from './support/states.ts'

// An engine restarts a container without grace so that no command can be run in it any more.
const SERVICE = 'image: busybox, init: true, command: ["sleep", "1000"], stop_grace_period: 2s'
const say = (text: string) => `[{command: [sh, -c, "echo ${text} >> /log/log"]}]`
const hooks = (name: string) => `post_start: ${say(`${name}+`)}, pre_stop: ${say(`${name}-`)}`

const file = ({ scale = 1, level = 'a', network = 'a' } = {}) => `
services:
  db: {${SERVICE}, scale: ${scale}, environment: {LEVEL: ${level}}, volumes: ["./log:/log"], networks: [net], ${hooks('db')}}
  app:
    ${SERVICE.replaceAll(/, (?=init|command|stop)/g, '\n    ')}
    volumes: ["./log:/log"]
    depends_on: {db: {condition: service_started, restart: true}}
    ${hooks('app').replace(', pre_stop', '\n    pre_stop')}
networks: {net: {labels: {of: ${network}}}}
`

describe('hooks', () => {
  scenario('run by every way in which a container starts or stops', async ({ stack }) => {
    await stack.write({ 'compose.yaml': file(), 'log/log': '' })
    const ran = async (...args: readonly string[]) => {
      await writeFile(join(stack.folder, 'log/log'), '')
      await stack.succeeds(...args)
      return (await readFile(join(stack.folder, 'log/log'), 'utf8')).split('\n').filter(Boolean).sort()
    }
    const both = ['app+', 'app-', 'db+', 'db-']
    expect(await ran('up -d')).toEqual(['app+', 'db+'])
    expect(await ran('up -d')).toEqual([])
    expect(await ran('restart')).toEqual(both)
    // What depends on it restarts along.
    expect(await ran('restart db')).toEqual(both)
    expect(await ran('restart --no-deps db')).toEqual(['db+', 'db-'])
    expect(await ran('stop')).toEqual(['app-', 'db-'])
    expect(await ran('start')).toEqual(['app+', 'db+'])
    expect(await ran('up -d --force-recreate --no-deps app')).toEqual(['app+', 'app-'])
    await stack.write({ 'compose.yaml': file({ level: 'b' }) })
    expect(await ran('up -d')).toEqual(both)
    await stack.write({ 'compose.yaml': file({ level: 'b', network: 'b' }) })
    expect(await ran('up -d')).toEqual(both)
    expect(await ran('up -d --scale db=2')).toEqual(['db+'])
    expect(await ran('up -d')).toEqual(['db-'])
    expect(await ran('rm -fs app')).toEqual(['app-'])
    expect(await ran('up -d')).toEqual(['app+'])
    expect(await ran('kill')).toEqual([])
    expect(await ran('up -d')).toEqual(['app+', 'db+'])
    expect(await ran('down')).toEqual(['app-', 'db-'])
  })

  scenario('post_start that failed is run again by the next up, start or restart', async ({ stack }) => {
    const post = '[{command: [sh, -c, "echo tried >> /log/log; test -e /log/ready"]}]'
    await stack.write({
      'compose.yaml': `services:\n  web: {${SERVICE}, volumes: ["./log:/log"], post_start: ${post}}\n`,
      'log/log': '',
    })
    const failsWith = async (args: string) => {
      const { stderr } = await stack.fails(args)
      expect(stderr).toContain('runs the hook once more')
      expect(await states(stack)).toEqual({ 'web-1': 'exited' })
    }
    await failsWith('up -d')
    await failsWith('up -d')
    await failsWith('start')
    await failsWith('restart')
    await stack.write({ 'log/ready': '' })
    await stack.succeeds('up -d')
    expect(await states(stack)).toEqual({ 'web-1': 'running' })
    await stack.succeeds('up -d')
    expect(await tries(stack)).toBe(5)
  })

  scenario('pre_stop that fails keeps its container, and the way out is named', async ({ stack }) => {
    await stack.write({
      'compose.yaml': `services:\n  web: {${SERVICE}, pre_stop: [{command: ["false"]}]}\n`,
    })
    await stack.succeeds('up -d')
    for (const args of ['stop', 'restart', 'down', 'rm -fs', 'up -d --force-recreate']) {
      const { stderr } = await stack.fails(args)
      expect(stderr).toContain('`kill web`')
      expect(await states(stack)).toMatchObject({ 'web-1': 'running' })
    }
    await stack.succeeds('kill web')
    await stack.succeeds('down')
    expect(await states(stack)).toEqual({})
  })
})

async function tries({ folder }: Stack): Promise<number> {
  return (await readFile(join(folder, 'log/log'), 'utf8')).trimEnd().split('\n').length
}
