import { describe, expect, it } from 'vitest'
import { GraphBuilder } from '../../src/plan/graph.ts'
import type { ImageChange, NodeId } from '../../src/plan/operation.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate } from './support/simulate.ts'

type Step = { readonly kind: 'a' | 'b' | 'image'; readonly value?: number }

const asked = [{ code: 'asked', command: 'x' }] as const

function changeOf(plan: GraphBuilder<Step>, image: string): ImageChange {
  return { node: plan.add({ kind: 'image' }, image, asked), image, from: 'sha256:1' }
}

describe('a graph', () => {
  it('stands in an order in which it can be done, else as it was added', () => {
    const plan = new GraphBuilder<Step>()
    const late = plan.add({ kind: 'a' }, 'late', asked)
    plan.add({ kind: 'a' }, 'own', asked)
    const early = plan.add({ kind: 'b' }, 'early', asked)
    plan.require(late, [early])
    expect(plan.build().nodes.map(({ id }) => id)).toEqual(['b early', 'a late', 'a own'])
  })

  it('refuses steps that wait for each other', () => {
    const plan = new GraphBuilder<Step>()
    const one = plan.add({ kind: 'a' }, '1', asked)
    const two = plan.add({ kind: 'a' }, '2', asked, [one])
    plan.require(one, [two])
    expect(() => plan.build()).toThrow('wait for each other: a 1, a 2')
  })

  it('refuses steps that are not there', () => {
    const plan = new GraphBuilder<Step>()
    plan.add({ kind: 'a' }, '1', asked, ['b gone' as NodeId])
    expect(() => plan.build()).toThrow('"a 1" waits for "b gone", which is not in the plan')
    expect(() => plan.require('b gone' as NodeId, [])).toThrow('no step "b gone"')
  })

  it('takes what is added twice for one step, with the reasons and predecessors of both', () => {
    const plan = new GraphBuilder<Step>()
    const [x, y] = [plan.add({ kind: 'b' }, 'x', asked), plan.add({ kind: 'b' }, 'y', asked)]
    const first = plan.add({ kind: 'a', value: 1 }, '1', [{ code: 'missing' }], [x])
    expect(plan.add({ kind: 'a', value: 1 }, '1', [{ code: 'created' }], [y])).toBe(first)
    expect(plan.build().nodes.at(-1)).toEqual({
      id: first,
      operation: { kind: 'a', value: 1 },
      reasons: [{ code: 'missing' }, { code: 'created' }],
      after: [x, y],
    })
  })

  it('refuses two different steps of one name', () => {
    const plan = new GraphBuilder<Step>()
    plan.add({ kind: 'a', value: 1 }, '1', asked)
    expect(() => plan.add({ kind: 'a', value: 2 }, '1', asked)).toThrow('two different steps "a 1"')
  })

  it('joins guards by "or"', () => {
    const plan = new GraphBuilder<Step>()
    const [x, y] = [changeOf(plan, 'x'), changeOf(plan, 'y')]
    plan.add({ kind: 'a' }, '1', asked, [], { guard: [x] })
    plan.add({ kind: 'a' }, '1', asked, [], { guard: [y] })
    plan.add({ kind: 'a' }, '1', asked, [], { guard: [x] })
    expect(plan.build().nodes.at(-1)).toMatchObject({ guard: [x, y], after: [x.node, y.node] })
  })

  it.each([
    ['first', [undefined, 'x']],
    ['last', ['x', undefined]],
    ['between', ['x', undefined, 'y']],
  ])('does at any rate what is also asked for without a guard: %s', (_, images) => {
    const plan = new GraphBuilder<Step>()
    for (const image of images)
      plan.add({ kind: 'a' }, '1', asked, [], image ? { guard: [changeOf(plan, image)] } : {})
    const node = plan.build().nodes.find(({ operation }) => operation.kind === 'a')
    expect(node).not.toHaveProperty('guard')
  })
})

describe('what depends on several, with restart: true', () => {
  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('is restarted whatever the image of one comes to: changed %s, built %s', async (changed, built) => {
    const text = (hostname: string) => `
services:
  ${changed}: {image: x, hostname: ${hostname}}
  ${built}: {build: .}
  web: {image: x, depends_on: {a: {condition: service_started, restart: true}, b: {condition: service_started, restart: true}}}`
    const world = emptyWorld(['x', `p-${built}`])
    simulate(world, planUp(await desiredFrom(text('first')), observedOf(world), PLAIN_UP))
    const intent = { ...PLAIN_UP, build: 'always' as const }
    const { nodes } = planUp(await desiredFrom(text('second')), observedOf(world), intent)
    for (const id of ['stop-container p-web-1', 'start-container p-web-1'])
      expect(nodes.find((node) => node.id === id)).not.toHaveProperty('guard')
    expect(nodes.find(({ id }) => id === `stop-container p-${built}-1`)).toHaveProperty('guard')
  })
})

describe('a rolling update', () => {
  const project = (hostname: string) => `
services:
  web:
    image: x
    hostname: ${hostname}
    healthcheck: {test: a}
    post_start: [{command: b}]
    deploy: {replicas: 2, update_config: {order: start-first}}
  late: {image: x, depends_on: {web: {condition: service_healthy}}}`

  it('is undone when a step of its own fails, not when somebody else waits in vain', async () => {
    const world = emptyWorld(['x'])
    simulate(world, planUp(await desiredFrom(project('first')), observedOf(world), PLAIN_UP))
    const { nodes } = planUp(await desiredFrom(project('second')), observedOf(world), PLAIN_UP)
    const undo = nodes.find(({ id }) => id === 'remove-container p-web-1 (failed)')
    expect(undo?.undoes).toEqual([
      'start-container p-web-1',
      'run-hook p-web-1 post_start[0]',
      'wait-container p-web-1 good',
    ])
  })
})
