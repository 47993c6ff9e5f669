import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labels } from '../../src/model/labels.ts'
import type { Desired, UpIntent } from '../../src/plan/desired.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate, topological, type World } from './support/simulate.ts'

const BEFORE = `
services:
  db: {image: busybox, volumes: ["data:/d", /anonymous]}
  api: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}, scale: 2}
  side: {image: busybox, network_mode: "service:db"}
  worker: {image: busybox, scale: 3, networks: [back]}
  gone: {image: busybox}
networks: {back: {}}
volumes: {data: {}}
`

const AFTER = `
services:
  db: {image: busybox, hostname: h, volumes: ["data:/d", /anonymous]}
  api: {image: busybox, depends_on: {db: {condition: service_started, restart: true}}, scale: 3}
  side: {image: busybox, network_mode: "service:db"}
  worker: {image: busybox, scale: 1, networks: [back]}
  built: {build: ., networks: [back], configs: [c]}
  extra: {image: fresh, networks: [back], post_start: [{command: [a]}]}
networks: {back: {driver_opts: {a: b}}}
volumes: {data: {}, }
configs: {c: {content: hello}}
`

const INTENT: UpIntent = { ...PLAIN_UP, removeOrphans: true, wait: true }

describe('an up that is killed at any point is finished by the next', () => {
  it('whatever was done by then, in whatever order the graph allows', async () => {
    const [before, after] = [await desiredFrom(BEFORE), await desiredFrom(AFTER)]
    const start = emptyWorld(['busybox'])
    run(start, before)
    const undisturbed = clone(start)
    run(undisturbed, after)
    const nodes = planUp(after, observedOf(start), INTENT).nodes.length
    expect(nodes).toBeGreaterThan(40)
    fc.assert(
      fc.property(fc.nat(nodes), fc.nat(nodes), fc.integer(), (first, second, seed) => {
        const world = clone(start)
        for (const limit of [first, second]) {
          const plan = planUp(after, observedOf(world), INTENT)
          simulate(world, { ...plan, nodes: shuffled(plan.nodes, seed) }, limit)
        }
        run(world, after)
        expect(essence(world)).toEqual(essence(undisturbed))
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

function run(world: World, desired: Desired): void {
  simulate(world, planUp(desired, observedOf(world), INTENT))
}

/** The same nodes in another order; `topological` takes them as they come wherever it has a choice. */
function shuffled<T>(nodes: readonly T[], seed: number): T[] {
  let state = seed | 1
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
  return nodes
    .map((node) => [random(), node] as const)
    .sort(([a], [b]) => a - b)
    .map(([, node]) => node)
}

function clone(world: World): World {
  return structuredClone(world)
}

/** What a user would compare: everything but ids and what is made of them. */
function essence(world: World) {
  const shareNothing = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).filter(
        ([key]) => key !== labels.configHash && !key.startsWith('tscompose.') && key !== labels.replace,
      ),
    )
  return {
    containers: world.containers
      .map(({ name, state, labels: own, mounts, networks }) => ({
        name,
        state,
        labels: shareNothing(own),
        mounts: mounts.map((m) => `${m.name ?? m.source}:${m.target}`).sort(),
        networks: Object.keys(networks).sort(),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    networks: world.networks
      .map(({ name, labels: own }) => ({ name, own }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    volumes: world.volumes.map(({ name }) => name).sort(),
  }
}

it('topological order is one the graph allows', async () => {
  const { nodes } = planUp(await desiredFrom(AFTER), observedOf(emptyWorld(['busybox'])), INTENT)
  const seen = new Set<string>()
  for (const node of topological(nodes)) {
    for (const before of node.after) expect(seen).toContain(before)
    seen.add(node.id)
  }
})
