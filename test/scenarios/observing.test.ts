import { expect } from 'vitest'
import { openFaultProxy } from './support/fault-proxy.ts'
import { start, tscompose } from './support/program.ts'
import { scenario } from './support/scenario.ts'

const services = (count: number): string =>
  `services:\n${Array.from({ length: count }, (_, i) => `  s${i}: {image: busybox, command: ["sleep", "1000"], init: true}\n`).join('')}`

scenario(
  'an up with nothing to do asks the engine as often for twelve services as for two',
  async ({ stack }) => {
    const proxy = await openFaultProxy()
    const calls: number[] = []
    for (const count of [2, 12]) {
      await stack.write({ 'compose.yaml': services(count) })
      await stack.succeeds('up -d')
      proxy.begin(() => 'pass')
      const env = { DOCKER_HOST: proxy.host }
      expect(await start([...tscompose, 'up', '-d'], { cwd: stack.folder, env }).ended).toMatchObject({
        code: 0,
      })
      expect(proxy.count, 'calls that change something').toBe(0)
      calls.push(proxy.total)
    }
    await proxy.close()
    expect(calls[1]).toBe(calls[0])
    expect(calls[0]).toBeLessThanOrEqual(4)
  },
)
