import { describe, expect, it } from 'vitest'
import { refused } from '../../src/engine/failures.ts'
import { Failed, failure } from '../../src/model/failure.ts'
import type { Observed } from '../../src/model/observed.ts'
import type { Project } from '../../src/model/project.ts'
import { PlanBuilder } from '../../src/plan/builder.ts'
import { planDown } from '../../src/plan/down.ts'
import type { Plan } from '../../src/plan/graph.ts'
import type { NodeId } from '../../src/plan/operation.ts'
import { planRemoveVerb, planRestartVerb, planStopVerb } from '../../src/plan/verbs.ts'
import { desiredFrom } from '../plan/support/desired.ts'
import { emptyWorld, observedOf } from '../plan/support/simulate.ts'
import type { Behaviour } from '../support/memory-engine.ts'
import { execute, open, up } from './support/executed.ts'

/** Fails these calls. */
function failing(...calls: string[]): Behaviour {
  return {
    async before(call) {
      if (!calls.includes(call)) return
      // After those that are under way have begun too.
      await new Promise(setImmediate)
      throw refused({ status: 500, message: `no ${call}`, what: 'POST /x' })
    },
  }
}

const CHAIN = `
services:
  web: {image: x, depends_on: [api]}
  api: {image: x, depends_on: {db: {condition: service_healthy}}}
  db: {image: x, healthcheck: {test: a}}`

describe('a plan that goes well', () => {
  it('is done in the order of dependency, and each step ends in one event', async () => {
    const { status, calls, told } = await up(emptyWorld(['x']), CHAIN)
    expect(status).toBe('done')
    expect(calls.filter((call) => call.startsWith('startContainer'))).toEqual([
      'startContainer p-db-1',
      'startContainer p-api-1',
      'startContainer p-web-1',
    ])
    expect(calls.findLastIndex((call) => call.startsWith('createContainer'))).toBeLessThan(
      calls.indexOf('startContainer p-db-1'),
    )
    expect(open(told)).toEqual([])
  })

  it('leaves nothing to do', async () => {
    const world = emptyWorld(['x'])
    await up(world, CHAIN)
    expect((await up(world, CHAIN)).calls).toEqual([])
  })

  it.each<[string, (project: Project, observed: Observed) => Plan, string[]]>([
    ['stop', (...all) => planStopVerb(...all, { services: [] }), ['web', 'api', 'db']],
    ['restart', (...all) => planRestartVerb(...all, { services: [], noDeps: false }), ['db', 'api', 'web']],
    [
      'rm -s',
      (...all) => planRemoveVerb(...all, { services: [], stop: true, volumes: false }),
      ['web', 'web', 'api', 'api', 'db', 'db'],
    ],
    [
      'down',
      (...all) => planDown(...all, { services: [], volumes: false, removeOrphans: false }),
      ['web', 'web', 'api', 'api', 'db', 'db'],
    ],
  ])('is done in the order that its verb wants: %s', async (_, plan, order) => {
    const world = emptyWorld(['x'])
    await up(world, CHAIN)
    const { project } = await desiredFrom(CHAIN)
    const { calls } = await execute(world, plan(project, observedOf(world)))
    const services = calls.flatMap((call) => /^\w+Container p-(\w+)-1$/.exec(call)?.[1] ?? [])
    expect(services).toEqual(order)
  })

  const built =
    'services: {web: {build: .}, other: {image: x, depends_on: {web: {condition: service_started, restart: true}}}}'

  it.each([
    ['the same image', 'sha256:p-web', []],
    [
      'another image',
      'sha256:other',
      [
        'stopContainer p-other-1',
        'stopContainer p-web-1',
        'startContainer p-web-1',
        'startContainer p-other-1',
      ],
    ],
  ])('does what depends on a build only where it is due: %s', async (_, id, expected) => {
    const world = emptyWorld(['x', 'p-web'])
    await up(world, built)
    world.coming['p-web'] = id
    const { calls } = await up(world, built, {}, { build: 'always' })
    expect(calls.filter((call) => /^st(art|op)Container/.test(call))).toEqual(expected)
  })
})

describe('a step that fails', () => {
  it('ends the plan: what is under way is finished, nothing more is begun', async () => {
    const { status, failures, calls, told } = await up(
      emptyWorld(['x']),
      CHAIN,
      failing('startContainer p-api-1'),
    )
    expect(status).toBe('failed')
    expect(failures.map(({ code, data }) => [code, data])).toEqual([
      [
        'operation-refused',
        { verb: 'start', kind: 'container', name: 'p-api-1', reason: 'no startContainer p-api-1' },
      ],
    ])
    expect(calls).not.toContain('startContainer p-web-1')
    expect(told).toContain('failed start p-api-1')
    expect(open(told)).toEqual([])
  })

  it('does not hide another that fails at the same time', async () => {
    const text = 'services: {a: {image: x}, b: {image: x}}'
    const { failures } = await up(
      emptyWorld(['x']),
      text,
      failing('createContainer p-a-1', 'createContainer p-b-1'),
    )
    expect(failures.map(({ data }) => 'name' in data && data.name)).toEqual(['p-a-1', 'p-b-1'])
  })

  it('of which the cause is an engine that is away is told once', async () => {
    const gone = ['ECONNRESET', 'socket hang up'].map(
      (reason) => new Failed(failure('engine-connection-lost', { address: 'memory', reason })),
    )
    const { failures } = await up(emptyWorld(['x']), 'services: {a: {image: x}, b: {image: x}}', {
      async before(call) {
        if (!call.startsWith('createContainer')) return
        await new Promise(setImmediate)
        throw gone[call.endsWith('a-1') ? 0 : 1]
      },
    })
    expect(failures.map(({ code }) => code)).toEqual(['engine-connection-lost'])
  })

  it('ends a recreation in the middle, which is told', async () => {
    const world = emptyWorld(['x'])
    const text = (hostname: string) =>
      `services: {a: {image: x, hostname: ${hostname}}, b: {image: x, hostname: ${hostname}}}`
    await up(world, text('one'))
    const { told, failures } = await up(world, text('two'), failing('stopContainer p-a-1'))
    expect(failures).toHaveLength(1)
    expect(told).toContain('failed recreate p-a-1')
    expect(open(told)).toEqual([])
    // What was begun is finished by the next.
    await up(world, text('two'))
    expect(world.containers.map(({ name, state }) => [name, state]).sort()).toEqual([
      ['p-a-1', 'running'],
      ['p-b-1', 'running'],
    ])
  })

  it('ends what only lets time pass', async () => {
    const text = (hostname: string) => `
services:
  slow: {image: x, hostname: ${hostname}, healthcheck: {test: a}, deploy: {replicas: 2, update_config: {delay: 1h}}}
  late: {image: x, depends_on: {once: {condition: service_completed_successfully}}}
  once: {image: x}`
    const world = emptyWorld(['x'])
    const exits = (name: string) => (name === 'p-once-1' ? 0 : undefined)
    await up(world, text('one'), { exits })
    world.containers = world.containers.filter(({ name }) => name !== 'p-late-1')
    let isWaiting = false
    const behaviour: Behaviour = {
      exits,
      async before(call) {
        if (call === 'renameContainer p-slow-1') isWaiting = true
        if (call !== 'startContainer p-late-1') return
        while (!isWaiting) await new Promise(setImmediate)
        await new Promise(setImmediate)
        throw refused({ status: 500, message: 'no', what: 'POST /x' })
      },
    }
    const { status, failures } = await up(world, text('two'), behaviour)
    expect([status, failures.length]).toEqual(['failed', 1])
  })
})

describe('an interrupt', () => {
  it('lets what is under way come to its end and begins nothing more', async () => {
    const interrupt = new AbortController()
    const behaviour: Behaviour = {
      before(call) {
        if (call === 'startContainer p-db-1') interrupt.abort()
      },
    }
    const { status, failures, calls, told } = await up(
      emptyWorld(['x']),
      CHAIN,
      behaviour,
      {},
      { signal: interrupt.signal },
    )
    expect([status, failures]).toEqual(['interrupted', []])
    expect(calls.at(-1)).toBe('startContainer p-db-1')
    expect(told.at(-1)).toBe('done start p-db-1')
  })

  it('ends waits, which are told as cancelled', async () => {
    const interrupt = new AbortController()
    const { status, told } = await up(
      emptyWorld(['x']),
      CHAIN,
      {
        health() {
          setImmediate(() => interrupt.abort())
          return 'starting'
        },
      },
      {},
      { signal: interrupt.signal },
    )
    expect(status).toBe('interrupted')
    expect(told.at(-1)).toBe('cancelled wait p-db-1')
    expect(open(told)).toEqual([])
  })
})

describe('a plan that is wrong', () => {
  it('does not end as if all were done', async () => {
    const plan = new PlanBuilder()
    const pause = (name: string) =>
      ({ kind: 'pause-container', container: { id: name }, name, service: 's' }) as const
    const undo = plan.add(pause('undo'), 'undo', [], [], { undoes: ['other' as NodeId] })
    plan.add(pause('late'), 'late', [], [undo])
    await expect(execute(emptyWorld(), plan.build())).rejects.toThrow('never begun: pause-container late')
  })
})

describe('an update', () => {
  const text = (hostname: string, order: string) => `
services:
  web: {image: x, hostname: ${hostname}, healthcheck: {test: a}, deploy: {update_config: {order: ${order}}}}`

  it.each([
    ['start-first', ['createContainer', 'startContainer', 'removeContainer']],
    [
      'stop-first',
      ['createContainer', 'stopContainer', 'startContainer', 'removeContainer', 'startContainer'],
    ],
  ])('that does not get healthy is undone: %s', async (order, verbs) => {
    const world = emptyWorld(['x'])
    await up(world, text('one', order))
    const [before] = world.containers
    const { status, failures, calls, told } = await up(world, text('two', order), {
      health: () => 'unhealthy',
    })
    expect(status).toBe('failed')
    expect(failures.map(({ code }) => code)).toEqual([
      'container-unhealthy',
      'update-undone',
      'up-incomplete',
    ])
    expect(calls.map((call) => call.split(' ')[0])).toEqual(verbs)
    expect(world.containers.map(({ id, name, state }) => [id, name, state])).toEqual([
      [before?.id, 'p-web-1', 'running'],
    ])
    expect(open(told)).toEqual([])
  })

  it('that is through stays, whatever its dependents wait for in vain', async () => {
    const world = emptyWorld(['x'])
    const more = (hostname: string) =>
      `${text(hostname, 'start-first')}
  late: {image: x, depends_on: {web: {condition: service_healthy}}}`
    await up(world, more('one'))
    let looks = 0
    const { failures } = await up(world, more('two'), {
      before: (call) => {
        if (call === 'renameContainer p-web-1')
          world.containers = world.containers.map((one) => ({ ...one, health: 'unhealthy' as const }))
      },
      health() {
        looks++
        return 'healthy'
      },
    })
    expect(looks).toBe(1)
    expect(failures.map(({ code }) => code)).toContain('container-unhealthy')
    expect(world.containers.map(({ name }) => name)).toEqual(expect.arrayContaining(['p-web-1']))
  })
})

describe('hooks', () => {
  const text = `
services:
  a: {image: x, post_start: [{command: [one]}]}
  b: {image: x, depends_on: [a]}`

  it('that fail stop their container again, and nothing that depends on it starts', async () => {
    const world = emptyWorld(['x'])
    const { calls, failures } = await up(world, text, { exec: () => 3 })
    expect(failures.map(({ code }) => code)).toEqual(['hook-failed'])
    expect(calls.slice(-3)).toEqual(['startContainer p-a-1', 'createExec p-a-1', 'stopContainer p-a-1'])
  })
})

describe('a time limit of waits', () => {
  it('names what was waited for, by whatever step', async () => {
    const { failures } = await up(
      emptyWorld(['x']),
      CHAIN,
      { health: () => 'starting' },
      { wait: true },
      { waitTimeout: 0.02 },
    )
    const [first] = failures
    expect(first).toMatchObject({
      code: 'wait-timeout',
      data: { pending: [{ service: 'db', container: 'p-db-1', state: 'starting' }] },
    })
  })
})

describe('what an engine has by now', () => {
  it('is no failure where it is gone, or made by another, meanwhile', async () => {
    const world = emptyWorld(['x'])
    await up(world, CHAIN)
    const { project } = await desiredFrom(CHAIN)
    const plan = planStopVerb(project, observedOf(world), { services: ['web'] })
    world.containers = []
    expect(await execute(world, plan)).toMatchObject({ status: 'done', failures: [] })
  })
})
