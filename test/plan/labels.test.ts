import { describe, expect, it } from 'vitest'
import { sealingWith } from '../../src/cli/steps/seal.ts'
import { labels } from '../../src/model/labels.ts'
import type { Desired, Sealing } from '../../src/plan/desired.ts'
import type { Plan } from '../../src/plan/graph.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate, type World } from './support/simulate.ts'

const file = (secret: string) => `
services:
  a: {image: busybox, environment: {DB_PASSWORD: ${secret}}, configs: [c], networks: [n], volumes: ["v:/v"]}
  b: {image: busybox, network_mode: "service:a", command: [run, ${secret}]}
configs: {c: {content: "${secret}"}}
networks: {n: {driver_opts: {secret: ${secret}}}}
volumes: {v: {driver_opts: {o: "password=${secret}"}}}
`
const KEYS = { own: sealingWith(Buffer.alloc(32, 1)), other: sealingWith(Buffer.alloc(32, 2)) }
/** As versions before wrote it. */
const PLAIN: Sealing = { close: (text) => text, open: (label) => label }
const NONE = sealingWith(undefined)

async function desired(secret: string, sealing: Sealing): Promise<Desired> {
  return { ...(await desiredFrom(file(secret))), sealing }
}

async function up(world: World, secret: string, sealing: Sealing): Promise<Plan> {
  const plan = planUp(await desired(secret, sealing), observedOf(world), { ...PLAIN_UP, assumeYes: true })
  simulate(world, plan)
  return plan
}

const labelsOf = ({ containers, networks, volumes }: World) =>
  [...containers, ...networks, ...volumes].flatMap((one) => Object.values(one.labels))

describe('labels', () => {
  it('hold no secret of any place, before and after a change', async () => {
    const world = emptyWorld(['busybox'])
    for (const secret of ['hunter2', 'hunter3']) {
      await up(world, secret, KEYS.own)
      expect(labelsOf(world).filter((value) => value.includes('hunter'))).toEqual([])
    }
  })

  it.each([
    ['of older versions', PLAIN, KEYS.own],
    ['of another user', KEYS.other, KEYS.own],
    ['of one without a key', NONE, KEYS.own],
    ['of another user to one without a key', KEYS.other, NONE],
    ['of older versions to one without a key', PLAIN, NONE],
  ])(
    '%s recreate nothing by themselves, and the next recreation drops plain ones',
    async (_, first, second) => {
      const world = emptyWorld(['busybox'])
      await up(world, 'hunter2', first)
      expect((await up(world, 'hunter2', second)).nodes).toEqual([])
      const { nodes } = await up(world, 'hunter3', second)
      expect(nodes.some(({ operation }) => operation.kind === 'create-container')).toBe(true)
      expect(labelsOf(world).filter((value) => value.includes('hunter'))).toEqual([])
      expect((await up(world, 'hunter3', second)).nodes).toEqual([])
    },
  )

  it.each([
    ['own', KEYS.own, []],
    ["another user's", KEYS.other, ['contents-unknown']],
    ["none, then another user's", NONE, []],
  ])('with %s key before: what is not seen of contents is said', async (_, first, codes) => {
    const world = emptyWorld(['busybox'])
    await up(world, 'hunter2', first)
    expect((await up(world, 'hunter2', KEYS.own)).warnings.map(({ code }) => code)).toEqual(codes)
  })

  it("keep what another user's key sealed for that user, and what is ours under our own seal", async () => {
    const world = emptyWorld(['busybox'])
    await up(world, 'hunter2', KEYS.other)
    await up(world, 'hunter3', KEYS.own)
    const [kept] = world.containers.flatMap(({ labels: own }) => own[labels.previousSpec] ?? [])
    expect(KEYS.own.open(kept)).toBeUndefined()
    expect(KEYS.other.open(kept)).toContain('hunter2')
  })
})
