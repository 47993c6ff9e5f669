import fc from 'fast-check'
import { expect, it } from 'vitest'
import { refused } from '../../src/engine/failures.ts'
import type { PlanNode } from '../../src/plan/graph.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from '../plan/support/desired.ts'
import { emptyWorld, observedOf, type World } from '../plan/support/simulate.ts'
import { execute, open } from './support/executed.ts'

const INTENT = { ...PLAIN_UP, removeOrphans: true }

/** A service, by its number; it may depend on those before it. */
const service = (number: number) =>
  fc.record({
    number: fc.constant(number),
    image: fc.constantFrom('image: x', 'image: fresh', 'build: .'),
    isHealthy: fc.boolean(),
    replicas: fc.integer({ min: 0, max: 3 }),
    hostname: fc.constantFrom('one', 'two'),
    network: fc.constantFrom('default', 'back'),
    hasVolume: fc.boolean(),
    hook: fc.constantFrom('', 'post_start', 'pre_stop'),
    order: fc.constantFrom('', 'start-first', 'stop-first'),
    dependsOn: fc.array(
      fc.record({
        on: fc.nat(Math.max(0, number - 1)),
        condition: fc.constantFrom('service_started', 'service_healthy'),
        restart: fc.boolean(),
      }),
      { maxLength: number === 0 ? 0 : 2 },
    ),
    shares: fc.option(fc.nat(Math.max(0, number - 1)), { freq: 4 }),
  })

type Service = typeof service extends (n: number) => fc.Arbitrary<infer S> ? S : never

const services = fc
  .integer({ min: 1, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => service(number))))

/** A project before and after a change of its files, and the number of the call that fails meanwhile. */
const change = fc.record({
  before: services,
  after: services,
  driver: fc.boolean(),
  failsAt: fc.option(fc.nat(30)),
})

function textOf(all: readonly Service[], driver: boolean): string {
  const lines = all.map((one) => {
    // What is depended on for its health, or shares its network, is there once.
    const isNeeded = all.some(
      ({ shares, dependsOn }) => shares === one.number || dependsOn.some(({ on }) => on === one.number),
    )
    const dependsOn = one.dependsOn.map(
      ({ on, condition, restart }) =>
        `s${on}: {condition: ${all[on]?.isHealthy ? condition : 'service_started'}, restart: ${restart}}`,
    )
    const parts = [
      one.image,
      `hostname: ${one.hostname}`,
      `scale: ${isNeeded ? Math.max(1, one.replicas) : one.replicas}`,
      ...(one.isHealthy ? ['healthcheck: {test: a}'] : []),
      ...(one.hasVolume ? ['volumes: ["data:/d"]'] : []),
      ...(one.hook ? [`${one.hook}: [{command: [a]}]`] : []),
      ...(one.order ? [`deploy: {update_config: {order: ${one.order}}}`] : []),
      ...(dependsOn.length > 0
        ? [`depends_on: {${[...new Map(dependsOn.map((d) => [d.split(':')[0], d])).values()].join(', ')}}`]
        : []),
      one.shares !== null && one.number > 0
        ? `network_mode: "service:s${one.shares}"`
        : `networks: [${one.network}]`,
    ]
    return `  s${one.number}: {${parts.filter((part) => !part.startsWith('hostname') || one.shares === null || one.number === 0).join(', ')}}`
  })
  return `services:\n${lines.join('\n')}\nnetworks: {default: {}, back: {driver_opts: {a: "${driver}"}}}\nvolumes: {data: {}}\n`
}

it('generated projects: plans stand in order, end every step once, come to what is asked, and then to nothing', async () => {
  await fc.assert(
    fc.asyncProperty(change, async ({ before, after, driver, failsAt }) => {
      const world = emptyWorld(['x'])
      await bring(world, textOf(before, false))
      const text = textOf(after, driver)
      if (failsAt !== null) {
        const { status, failures } = await bring(world, text, failsAt)
        expect(status === 'done').toBe(failures.length === 0)
      }
      // What a failure left behind is finished by the next.
      expect(await bring(world, text)).toMatchObject({ status: 'done', failures: [] })
      const wanted = after.map(({ number }) => `p-s${number}-1`)
      for (const { name, state } of world.containers) {
        expect(name).toMatch(/^p-s\d-\d$/)
        expect(state).toBe('running')
      }
      expect(wanted.length).toBeGreaterThan(0)
      const again = planUp(await desiredFrom(text), observedOf(world), INTENT)
      expect(again.nodes.map(({ id }) => id)).toEqual([])
    }),
    { numRuns: Number(process.env.TSCOMPOSE_PROJECTS ?? 200) },
  )
})

async function bring(world: World, text: string, failsAt?: number) {
  const plan = planUp(await desiredFrom(text), observedOf(world), INTENT)
  expectOrder(plan.nodes)
  let calls = 0
  const outcome = await execute(world, plan, {
    before(call) {
      if (calls++ === failsAt) throw refused({ status: 500, message: `no ${call}`, what: 'POST /x' })
    },
  })
  expect(open(outcome.told)).toEqual([])
  return outcome
}

function expectOrder(nodes: readonly PlanNode[]): void {
  const seen = new Set<string>()
  for (const { id, after } of nodes) {
    for (const before of after) expect(seen).toContain(before)
    seen.add(id)
  }
}
