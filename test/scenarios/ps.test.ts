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
})
