import { describe, expect } from 'vitest'
import { scenario } from './support/scenario.ts'
import { SLEEPER } from './support/sleeper.ts'
import { ended } from './support/states.ts'

const STACK = `
services:
  web: {${SLEEPER}, ports: ["127.0.0.1::80"]}
  job: {image: busybox, command: sh -c "exit 3"}
`

describe('ps', () => {
  scenario('shows what runs, and with -a what has ended', async ({ stack }) => {
    await stack.write({ 'compose.yaml': STACK })
    const none = await stack.succeeds('ps')
    expect(none.stdout).toMatch(/^NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS\n$/)

    await stack.succeeds('up -d')
    await ended(stack, 'job')
    const running = await stack.succeeds('ps')
    const port = await stack.hostPort('web', '80/tcp')
    expect(running.stdout.trim().split('\n').slice(1)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${stack.name}-web-1 +busybox +"sleep 1000" +web +.* ago +Up .* +127.0.0.1:${port}->80/tcp$`,
        ),
      ),
    ])
    const all = await stack.succeeds('ps -a')
    expect(all.stdout).toMatch(new RegExp(`${stack.name}-job-1 .*Exited \\(3\\)`))

    expect((await stack.succeeds('ps --services')).stdout).toBe('web\n')
    expect((await stack.succeeds('ps -a --services')).stdout).toBe('job\nweb\n')
    expect((await stack.succeeds('ps -q')).stdout).toBe(`${(await stack.container('web')).Id}\n`)
    expect((await stack.succeeds('ps -a -q job')).stdout).toBe(`${(await stack.container('job')).Id}\n`)
  })

  scenario('is narrowed by --status and --filter', async ({ stack }) => {
    await stack.write({ 'compose.yaml': STACK })
    await stack.succeeds('up -d')
    await ended(stack, 'job')
    const names = async (flags: string) =>
      (await stack.succeeds(`ps --format {{.Service}} ${flags}`)).stdout.trim().split('\n').filter(Boolean)
    expect(await names('--status exited')).toEqual(['job'])
    expect(await names('--status running')).toEqual(['web'])
    expect(await names('--status running --status exited')).toEqual(['job', 'web'])
    expect(await names('--filter status=exited')).toEqual(['job'])
    expect(await names('--status paused')).toEqual([])
    await stack.succeeds('pause web')
    expect(await names('--status paused')).toEqual(['web'])
    await stack.succeeds('unpause web')
  })

  scenario('--format json is one object a line', async ({ stack }) => {
    await stack.write({ 'compose.yaml': STACK })
    await stack.succeeds('up -d')
    const { stdout } = await stack.succeeds('ps -a --format json')
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const port = await stack.hostPort('web', '80/tcp')
    expect(rows).toMatchObject([
      { Service: 'job', Name: `${stack.name}-job-1`, Project: stack.name, Image: 'busybox', Publishers: [] },
      {
        Service: 'web',
        State: 'running',
        Health: '',
        ExitCode: 0,
        Command: '"sleep 1000"',
        Networks: `${stack.name}_default`,
        Publishers: [{ URL: '127.0.0.1', TargetPort: 80, PublishedPort: port, Protocol: 'tcp' }],
      },
    ])
  })

  scenario('--tree shows what depends on what, also when only the name is known', async ({ stack }) => {
    const stackFile = `
services:
  web: {${SLEEPER}, depends_on: [job], scale: 2}
  job: {image: busybox, command: sh -c "exit 3"}
  off: {image: busybox, profiles: [extra]}
`
    await stack.write({ 'compose.yaml': stackFile })
    await stack.succeeds('up -d')
    await ended(stack, 'job')
    const tree = (...args: string[]) => stack.succeeds(...args, 'ps', '--tree')
    const rows = [
      /^SERVICE +CONTAINER +STATUS +PORTS$/,
      new RegExp(`^web +${stack.name}-web-1 +Up .*$`),
      new RegExp(`^[│|] +${stack.name}-web-2 +Up .*$`),
      new RegExp(`^(?:└─|\`-) job +${stack.name}-job-1 +Exited \\(3\\) .*$`),
      /^$/,
    ].map((row) => expect.stringMatching(row))
    expect((await tree()).stdout.split('\n')).toEqual(rows)
    expect((await tree('-p', stack.name)).stdout.split('\n')).toEqual(rows)
    expect((await stack.succeeds('ps --tree job')).stdout.split('\n')).toHaveLength(3)
    expect((await stack.succeeds('--profile extra ps --tree off')).stdout).toMatch(/^off +no container$/m)
    expect((await stack.fails('ps --tree -q')).stderr).toContain('--tree and --quiet')
    expect((await stack.succeeds('graph')).stdout).toMatch(/^web\n(?:└─|`-) job \(started\)\n$/)
    expect((await stack.succeeds('graph off')).stdout).toBe('off\n')
    expect((await stack.succeeds('--profile extra graph')).stdout).toContain('off\n')
    expect((await stack.fails('graph nope')).stderr).toContain('nope')
  })
})
