import { describe, expect, it } from 'vitest'
import { planStartVerb } from '../../src/plan/start-verb.ts'
import { planUp } from '../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate } from './support/simulate.ts'

const FILE = `
services:
  db: {image: busybox}
  cache: {image: busybox}
  job: {image: busybox, depends_on: {db: {condition: service_healthy}}}
  web:
    image: busybox
    depends_on:
      cache: {condition: service_started}
      job: {condition: service_completed_successfully}
      db: {condition: service_healthy, required: false}
`

async function planOf(state: 'running' | 'exited') {
  const desired = await desiredFrom(FILE)
  const world = emptyWorld(['busybox'])
  simulate(world, planUp(desired, observedOf(world), { ...PLAIN_UP, start: true }))
  world.containers = world.containers.map((one) => ({ ...one, state }))
  const { nodes } = planStartVerb(desired.project, observedOf(world))
  return nodes.map(({ id, after }) => `${id} <- ${after.join(', ')}`).sort()
}

describe('start', () => {
  it('starts what others depend on first, and waits for it as they ask', async () => {
    expect(await planOf('exited')).toEqual([
      'start-container p-cache-1 <- ',
      'start-container p-db-1 <- ',
      'start-container p-job-1 <- wait-container p-db-1 healthy',
      'start-container p-web-1 <- start-container p-cache-1, wait-container p-job-1 completed, wait-container p-db-1 healthy optional',
      'wait-container p-db-1 healthy <- start-container p-db-1',
      'wait-container p-db-1 healthy optional <- start-container p-db-1',
      'wait-container p-job-1 completed <- start-container p-job-1',
    ])
  })

  it('starts nothing that runs', async () => {
    const plan = await planOf('running')
    expect(plan.filter((line) => line.startsWith('start'))).toEqual([])
    expect(plan).toContain('wait-container p-db-1 healthy <- ')
  })
})
