import { describe, expect } from 'vitest'
import { eventually } from './support/eventually.ts'
import { scenario } from './support/scenario.ts'

async function get(port: number, path = '/'): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(60_000) })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  return response.text()
}

describe('examples', () => {
  scenario('hello: the api is built, reaches redis by name and counts visits', async ({ stack }) => {
    await stack.copyExample('hello', { '"8080:8080"': '"8080"', '"6379:6379"': '"6379"' })
    await stack.succeeds('up -d --wait')
    expect((await stack.container('redis')).State.Health?.Status).toBe('healthy')
    const port = await stack.hostPort('api', '8080/tcp')
    // It is healthy, so the first request is answered.
    expect(await get(port)).toContain('Visit number 1,')
    expect(await get(port)).toContain('Visit number 2,')

    await stack.succeeds('down --rmi local')
    expect(await stack.containers()).toEqual([])
    expect(await stack.networkNames()).toEqual([])
  })

  scenario('healthcheck: migrate waits for health, app for the end of migrate', async ({ stack }) => {
    await stack.copyExample('healthcheck')
    await stack.succeeds('up -d --wait')
    expect((await stack.container('database')).State.Health?.Status).toBe('healthy')
    expect((await stack.container('migrate')).State).toMatchObject({ Status: 'exited', ExitCode: 0 })
    const { stdout } = await eventually(async () => {
      const logs = await stack.succeeds('logs --no-log-prefix app')
      if (logs.stdout === '') throw new Error('app has printed nothing yet')
      return logs
    })
    expect(stdout.trim()).toBe('7')
  })

  scenario('profiles: only what a profile names is started', async ({ stack }) => {
    await stack.copyExample('profiles', { '"8081:80"': '"80"' })
    const services = async () =>
      (await stack.containers()).map((one) => one.Config.Labels['com.docker.compose.service'])
    await stack.succeeds('up -d')
    expect(await services()).toEqual(['web'])
    const port = await stack.hostPort('web', '80/tcp')
    expect(await eventually(() => get(port))).toBe('it works\n')
    await stack.succeeds('--profile debug up -d')
    expect(await services()).toEqual(['probe', 'web'])
    await stack.succeeds('--profile', '*', 'down')
    expect(await services()).toEqual([])
  })

  scenario('volumes-and-networks: mounts are shared, aliases and addresses hold', async ({ stack }) => {
    await stack.copyExample('volumes-and-networks', {
      '127.0.0.1:8082:80': '127.0.0.1::80',
      'ipv4_address: 10.123.45.10': 'ipv4_address: 10.123.46.10',
      'subnet: 10.123.45.0/24': 'subnet: 10.123.46.0/24',
    })
    await stack.succeeds('up -d')
    expect(await stack.networkNames()).toEqual([`${stack.name}_back`, `${stack.name}_front`])
    expect(await stack.volumeNames()).toEqual([`${stack.name}_pages`])
    const port = await stack.hostPort('web', '80/tcp')
    expect(await eventually(() => get(port))).toContain('bind mount')
    expect(await eventually(() => get(port, '/live/date.txt'))).toMatch(/\d\d:\d\d:\d\d/)
    const { Networks } = (await stack.container('web')).NetworkSettings
    expect(Networks[`${stack.name}_back`]?.IPAddress).toBe('10.123.46.10')
    await eventually(async () => {
      const { stdout } = await stack.succeeds('logs clerk')
      expect(stdout).toContain('200 OK')
    })

    await stack.succeeds('down --volumes')
    expect(await stack.volumeNames()).toEqual([])
  })
})
