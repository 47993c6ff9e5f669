import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Service } from '../../src/model/service.ts'
import type { Plan, PlanNode } from '../../src/plan/graph.ts'
import type { NodeId, OperationKind } from '../../src/plan/operation.ts'
import { inPhases } from '../../src/plan/phases.ts'
import { planRun } from '../../src/plan/run.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate, topological } from './support/simulate.ts'

/** A service that was there, and what becomes of it. */
const SERVICES: Record<string, readonly [before: string | undefined, after: string | undefined]> = {
  same: ['{image: busybox}', '{image: busybox}'],
  changed: ['{image: busybox}', '{image: busybox, hostname: h}'],
  built: ['{build: .}', '{build: ., hostname: h}'],
  pulled: [undefined, '{image: fresh}'],
  fewer: ['{image: busybox, scale: 3}', '{image: busybox, scale: 1, hostname: h}'],
  orphan: ['{image: busybox, container_name: taken}', undefined],
  heir: [undefined, '{image: busybox, container_name: taken}'],
  mother: ['{image: busybox}', '{image: busybox, hostname: h}'],
  child: [
    '{image: busybox, network_mode: "service:mother"}',
    '{image: busybox, network_mode: "service:mother"}',
  ],
  stopped: [
    '{image: busybox, depends_on: {mother: {condition: service_started, restart: true}}}',
    '{image: busybox, depends_on: {mother: {condition: service_started, restart: true}}}',
  ],
  netted: ['{image: busybox, networks: [net]}', '{image: busybox, networks: [net]}'],
  hooked: [
    '{image: busybox, post_start: [{command: [a]}], pre_stop: [{command: [b]}]}',
    '{image: busybox, post_start: [{command: [c]}], pre_stop: [{command: [d]}]}',
  ],
}

const NEEDS: Record<string, string> = { child: 'mother', stopped: 'mother' }

const TOUCHES: readonly OperationKind[] = [
  'stop-container',
  'remove-container',
  'disconnect-network',
  'run-hook',
]
const STARTS: readonly OperationKind[] = ['start-container', 'copy-files', 'unpause-container']

describe('a plan has phases', () => {
  it('images, then containers, then what runs is touched, then starts', async () => {
    const chosen = fc.subarray(Object.keys(SERVICES), { minLength: 1 })
    const settings = fc.record({ recreate: fc.constantFrom('diverged', 'force'), wait: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(chosen, settings, async (names, intent) => {
        const all = [...new Set(names.flatMap((name) => [NEEDS[name] ?? name, name]))]
        const world = emptyWorld(['busybox'])
        simulate(world, planUp(await desiredFrom(file(all, 0)), observedOf(world), PLAIN_UP))
        world.images.delete('p-built:latest')
        const plan = planUp(await desiredFrom(file(all, 1)), observedOf(world), {
          ...PLAIN_UP,
          ...intent,
          removeOrphans: true,
        })
        expectPhases(plan)
        simulate(world, plan)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('but a container that others wait for in vain holds up no other', async () => {
    const text = `services: {sick: {image: busybox, healthcheck: {test: a}}, other: {image: busybox},
      late: {image: busybox, depends_on: {sick: {condition: service_healthy}}}}`
    const world = emptyWorld(['busybox'])
    const desired = await desiredFrom(text)
    simulate(world, planUp(desired, observedOf(world), PLAIN_UP))
    world.containers = world.containers.map((one) => ({
      ...one,
      ...(one.name === 'p-sick-1' ? { health: 'unhealthy' as const } : { state: 'exited' as const }),
    }))
    const { nodes } = planUp(desired, observedOf(world), { ...PLAIN_UP, wait: true })
    expect([...earlierThan(nodes, handle('start-container p-other-1'))]).toEqual([])
    expect(earlierThan(nodes, handle('start-container p-late-1'))).toContain(
      'wait-container p-sick-1 healthy',
    )
  })

  it('pulls, builds, networks and volumes go side by side', async () => {
    const text = `services: {a: {image: x, volumes: ["vol:/v"]}, b: {build: .}, c: {build: ., image: y}}
volumes: {vol: {}}`
    const { nodes } = planUp(await desiredFrom(text), observedOf(emptyWorld()), PLAIN_UP)
    const waiting = (kind: OperationKind) =>
      nodes.filter(({ operation }) => operation.kind === kind).map(({ after }) => after)
    expect(waiting('pull-image')).toEqual([[], []])
    expect(waiting('create-network')).toEqual([[]])
    expect(waiting('create-volume')).toEqual([[]])
    // What can be pulled as well is built only where the pull brings nothing.
    expect(waiting('build-images')).toEqual([['pull-image y']])
  })

  it('for run too: what runs is left alone until its image is there', async () => {
    const file = (of: string) =>
      `services: {db: {image: busybox, networks: [net]}, app: {image: fresh, networks: [net]}}
networks: {net: {driver_opts: {a: "${of}"}}}`
    const world = emptyWorld(['busybox', 'fresh'])
    simulate(world, planUp(await desiredFrom(file('1')), observedOf(world), PLAIN_UP))
    world.images.delete('fresh:latest')
    const desired = await desiredFrom(file('2'))
    const service = { ...(desired.project.services.app as Service), container_name: 'p-app-run' }
    const how = { slug: 'x', useAliases: false, autoRemove: false, attachStdin: false, waits: false }
    const { nodes } = planRun(desired, observedOf(world), { ...how, service, up: PLAIN_UP })
    expect(earlierThan(nodes, handle('stop-container p-db-1'))).toContain('pull-image fresh')
    expect(earlierThan(nodes, handle('create-container p-app-run'))).toContain('stop-container p-db-1')
  })

  it('leaves what makes a ring of it as it was', () => {
    const target = (name: string) => ({ container: { id: name }, name, service: 's' })
    const remove = { kind: 'remove-container', ...target('x'), volumes: false, force: true } as const
    const create = { kind: 'create-container', service: 's', name: 'x', body: {}, bindings: [] } as unknown
    const nodes = [
      { id: handle('create'), operation: create as PlanNode['operation'], reasons: [], after: [] },
      { id: handle('remove'), operation: remove, reasons: [], after: [handle('create')] },
    ]
    const plan = inPhases({ nodes, questions: [], unchanged: [], met: [], warnings: [] })
    expect(topological(plan.nodes).map(({ id }) => id)).toEqual(['create', 'remove'])
  })
})

function file(names: readonly string[], at: 0 | 1): string {
  const services = names.flatMap((name) => {
    const text = SERVICES[name]?.[at]
    return text ? [`  ${name}: ${text}\n`] : []
  })
  const body = services.length > 0 ? services.join('') : '  last: {image: busybox}\n'
  return `services:\n${body}networks: {net: {driver_opts: {a: "${at}"}}}\n`
}

function expectPhases(plan: Plan): void {
  const nodes = plan.nodes.filter(({ undoes }) => !undoes)
  const ids = (...kinds: readonly OperationKind[]) =>
    nodes.filter(({ operation }) => kinds.includes(operation.kind)).map(({ id }) => id)
  const creates = ids('create-container')
  const needed = new Set(creates.flatMap((id) => [...earlierThan(nodes, id)]))
  const images = ids('pull-image', 'build-images')
  for (const node of nodes) {
    const { kind } = node.operation
    const earlier = earlierThan(nodes, node.id)
    const expected = STARTS.includes(kind)
      ? [...images, ...creates, ...ids('stop-container', 'remove-container')]
      : TOUCHES.includes(kind)
        ? [...images, ...(needed.has(node.id) ? [] : creates)]
        : []
    expect(expected.filter((id) => !earlier.has(id))).toEqual([])
  }
  // Only a network or a name that must be free is taken away before all is made.
  for (const { id, operation } of nodes)
    if (operation.kind === 'stop-container' && needed.has(id)) expect(id).toMatch(/netted|taken/)
}

/** All that must be through before a node. */
const handle = (text: string) => text as NodeId

function earlierThan(nodes: readonly PlanNode[], id: NodeId): ReadonlySet<NodeId> {
  const found = new Set(nodes.find((node) => node.id === id)?.after)
  for (const one of found) for (const other of nodes.find((n) => n.id === one)?.after ?? []) found.add(other)
  return found
}
