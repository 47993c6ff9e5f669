import { expect } from 'vitest'
import { eventually } from './support/eventually.ts'
import { openFaultProxy } from './support/fault-proxy.ts'
import { tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'
import { makeStack } from './support/stack.ts'

const project = `
services:
  a:
    image: busybox:latest
    command: [sh, -c, 'echo hello; exec sleep 1000']
    init: true
    stop_grace_period: 0s
    volumes: ['data:/d']
volumes: {data: {}}
`

scenario(
  'where the filters of lists are dropped, what is of another project stays as it is',
  async ({ stack }) => {
    const other = await makeStack()
    const proxy = await openFaultProxy({ dropFilters: true })
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await stack.runProgram([...tscompose, ...args], {
        DOCKER_HOST: proxy.host,
      })
      expect(`${code} ${stdout}${stderr}`).toMatch(/^0 /)
      expect(stdout + stderr).not.toContain(other.name)
      return stdout
    }
    try {
      for (const one of [stack, other]) await one.write({ 'compose.yaml': project })
      await other.succeeds('up -d')
      const before = await other.containers()
      await run('up', '-d')
      expect(await run('ps', '-a')).toContain(`${stack.name}-a-1`)
      await eventually(async () => expect(await run('logs')).toContain('hello'))
      expect(await run('exec', '-T', 'a', 'echo', 'there')).toBe('there\n')
      await run('up', '-d', '--force-recreate', '--remove-orphans')
      await run('down', '-v', '--remove-orphans')
      expect(await stack.containers()).toEqual([])
      expect(await stack.volumeNames()).toEqual([])
      const state = (all: typeof before) => all.map(({ Id, State }) => [Id, State.StartedAt, State.Status])
      expect(state(await other.containers())).toEqual(state(before))
      expect(await other.volumeNames()).toEqual([`${other.name}_data`])
      expect(await other.networkNames()).toEqual([`${other.name}_default`])
    } finally {
      await proxy.close()
      await other.remove()
    }
  },
)
