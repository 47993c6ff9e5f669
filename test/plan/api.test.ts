import { expect, it } from 'vitest'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf } from './support/simulate.ts'

const TWO_NETWORKS = `
services:
  web: {image: busybox, networks: {a: {priority: 1}, b: {aliases: [x]}}}
networks: {a: {}, b: {}}
`

it.each([
  [
    [1, 51],
    [['p_a', 'p_b'], []],
  ],
  [
    [1, 43],
    [['p_a'], ['connect-network p_b p-web-1']],
  ],
] as const)(
  'API %s: networks in the create call, and those joined before the start',
  async (api, [sent, joined]) => {
    const desired = { ...(await desiredFrom(TWO_NETWORKS)), api }
    const { nodes } = planUp(desired, observedOf(emptyWorld(['busybox'])), PLAIN_UP)
    const create = nodes.find(({ operation }) => operation.kind === 'create-container')?.operation
    const start = nodes.find(({ operation }) => operation.kind === 'start-container')
    expect(
      create?.kind === 'create-container' && Object.keys(create.body.NetworkingConfig?.EndpointsConfig ?? {}),
    ).toEqual(sent)
    expect(nodes.filter(({ operation }) => operation.kind === 'connect-network').map(({ id }) => id)).toEqual(
      joined,
    )
    for (const id of joined) expect(start?.after).toContain(id)
  },
)
