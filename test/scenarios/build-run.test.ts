import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { describe, expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario, linesOf, stepsOf } from './support/build-scenario.ts'
import { askEngine } from './support/engine.ts'
import { scenario } from './support/scenario.ts'

/** Whether a process on this machine has these words in its command line. */
async function runs(words: string): Promise<boolean> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')))
  return lines.some((line) => line.replaceAll('\0', ' ').includes(words))
}

describe('cancelling', () => {
  buildScenario('ends the RUN on the engine at once', async ({ builder }) => {
    const words = `sleep 4${randomBytes(3).readUIntBE(0, 3)}`
    await using tree = await temporaryTree({ Dockerfile: `FROM busybox\nRUN ${words}\n` })
    const stop = new AbortController()
    const name = builder.name('cancelled')
    const building = builder.build(
      { service: 'web', context: tree.path, tags: [name] },
      { signal: stop.signal },
    )
    building.catch(() => {})
    await expect.poll(() => runs(words)).toBe(true)
    stop.abort(new Error('that will do'))
    await expect(building).rejects.toThrow('that will do')
    await expect.poll(() => runs(words)).toBe(false)
    expect((await askEngine('GET', `/images/${name}/json`)).status).toBe(404)
  })

  scenario('by Ctrl-C ends the RUN too, and the program with 130', async ({ stack }) => {
    const words = `sleep 6${randomBytes(3).readUIntBE(0, 3)}`
    const build = { dockerfile_inline: `FROM busybox\nRUN ${words}\n` }
    await stack.write({ 'compose.yaml': JSON.stringify({ services: { web: { build } } }) })
    const building = stack.start('build')
    await expect.poll(() => runs(words)).toBe(true)
    building.signal('SIGINT')
    expect((await building.ended).code).toBe(130)
    await expect.poll(() => runs(words)).toBe(false)
  })

  buildScenario('happens to the others when one build fails', async ({ builder }) => {
    const words = `sleep 5${randomBytes(3).readUIntBE(0, 3)}`
    await using tree = await temporaryTree({})
    const service = (name: string, run: string) => ({
      service: name,
      context: tree.path,
      dockerfileInline: `FROM busybox\nRUN ${run}\n`,
      tags: [builder.name(name)],
      noCache: true,
    })
    const { failures, events } = await builder.build([
      service('slow', words),
      service('bad', 'sleep 1; echo broken; exit 3'),
    ])
    expect(failures).toMatchObject([{ code: 'build-failed', data: { service: 'bad', output: ['broken'] } }])
    expect(events.some((event) => event.kind === 'built')).toBe(false)
    await expect.poll(() => runs(words)).toBe(false)
  })
})

describe('several builds', () => {
  buildScenario('run at the same time, each with its own output', async ({ builder }) => {
    await using tree = await temporaryTree({ shared: randomBytes(300_000).toString('hex') })
    const services = Array.from({ length: 8 }, (_, i) => `s${i}`)
    const built = await builder.build(
      services.map((service) => ({
        service,
        context: tree.path,
        dockerfileInline:
          'FROM busybox\nCOPY . /c\nARG WHO\nRUN sleep 1; wc -c < /c/shared; echo I am $WHO\n',
        args: { WHO: service },
        labels: { who: service },
        tags: [builder.name(service)],
      })),
    )
    expect(built.images.size).toBe(8)
    for (const service of services) {
      const events = built.events.filter((event) => event.service === service)
      expect(linesOf({ ...built, events })).toEqual(['600000', `I am ${service}`])
      const { json } = await askEngine('GET', `/images/${builder.name(service)}/json`)
      expect(json).toMatchObject({ Id: built.images.get(service)?.id, Config: { Labels: { who: service } } })
    }
  })

  buildScenario('of the same context and options send it once', async ({ builder }) => {
    await using tree = await temporaryTree({
      Dockerfile: 'FROM busybox\nCOPY . /c\nRUN wc -c < /c/shared',
      shared: randomBytes(500_000).toString('hex'),
    })
    const request = { context: tree.path }
    const { sent, images } = await builder.build(
      ['a', 'b', 'c', 'd'].map((service) => ({ ...request, service, tags: [builder.name(service)] })),
    )
    expect(images.size).toBe(4)
    expect(sent).toBeGreaterThan(1_000_000)
    expect(sent).toBeLessThan(1_100_000)
  })

  buildScenario(
    'of the same context send it once, whatever they make of it, also the next time',
    async ({ builder }) => {
      const dockerfile =
        'FROM busybox AS base\nCOPY . /c\nFROM base AS one\nRUN echo 1\nFROM base AS two\nRUN echo 2'
      await using tree = await temporaryTree({
        Dockerfile: dockerfile,
        'sub/Other.Dockerfile': 'FROM busybox\nCOPY . /c\nRUN echo 3',
        shared: randomBytes(500_000).toString('hex'),
        part: 'p',
      })
      const request = (service: string) => ({ service, context: tree.path, tags: [builder.name(service)] })
      const requests = [
        { ...request('a'), target: 'one' },
        { ...request('b'), target: 'two' },
        { ...request('c'), dockerfile: 'sub/Other.Dockerfile' },
        { ...request('d'), dockerfileInline: 'FROM busybox\nCOPY ./ /c\nRUN echo 4' },
        { ...request('e'), dockerfileInline: 'FROM busybox\nCOPY part /c\nRUN echo 5' },
      ]
      const first = await builder.build(requests)
      expect(first.images.size).toBe(5)
      expect(first.sent).toBeGreaterThan(1_000_000)
      expect(first.sent).toBeLessThan(1_100_000)
      const second = await builder.build(requests)
      expect(new Set(Object.values(stepsOf(second)))).toEqual(new Set(['cached']))
      expect(second.sent).toBeLessThan(50_000)
    },
  )

  buildScenario('are never more at once than allowed', async ({ builder }) => {
    await using tree = await temporaryTree({})
    const services = ['a', 'b', 'c']
    let most = 0
    const running = new Set<string>()
    await builder.build(
      services.map((service) => ({
        service,
        context: tree.path,
        dockerfileInline: `FROM busybox\nRUN sleep 0.3; echo ${service}\n`,
        tags: [builder.name(service)],
        noCache: true,
      })),
      {
        parallel: 1,
        onEvent({ service, kind }) {
          if (kind !== 'begun') running.add(service)
          most = Math.max(most, running.size)
          if (kind === 'built') running.delete(service)
        },
      },
    )
    expect(most).toBe(1)
  })
})
