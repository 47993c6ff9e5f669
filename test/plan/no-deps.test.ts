import { describe, expect, it } from 'vitest'
import { Failed } from '../../src/model/failure.ts'
import type { Desired } from '../../src/plan/desired.ts'
import type { Plan } from '../../src/plan/graph.ts'
import { planUp } from '../../src/plan/up.ts'
import { withoutDependencies } from '../../src/resolve/without-dependencies.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate, type World } from './support/simulate.ts'

const file = (what: string) => `services: {db: {image: busybox, scale: 2}, app: {image: busybox, ${what}}}`

const SHARING = [
  ['network_mode', 'network_mode: "service:db"', { HostConfig: { NetworkMode: 'container:ID' } }],
  ['ipc', 'ipc: "service:db"', { HostConfig: { IpcMode: 'container:ID' } }],
  ['pid', 'pid: "service:db"', { HostConfig: { PidMode: 'container:ID' } }],
  ['volumes_from', 'volumes_from: ["db:ro"]', { HostConfig: { VolumesFrom: ['ID:ro'] } }],
] as const

describe('--no-deps uses what is there of a service that is no part of the run', () => {
  it.each(SHARING)('%s', async (_name, what, body) => {
    const world = emptyWorld(['busybox'])
    const desired = await desiredFrom(file(what))
    simulate(world, planOf({ ...desired, project: withoutDependencies(desired.project, ['db']) }, world))
    const alone = { ...desired, project: withoutDependencies(desired.project, ['app']) }
    const plan = planOf(alone, world)
    simulate(world, plan)
    const id = world.containers.find(({ name }) => name === 'p-db-1')?.id ?? ''
    const bodies = plan.nodes.flatMap(({ operation }) =>
      operation.kind === 'create-container' ? [operation] : [],
    )
    expect(bodies).toHaveLength(1)
    const wanted = JSON.parse(JSON.stringify(body).replace('ID', id))
    if (what.startsWith('volumes_from'))
      expect(bodies[0]?.bindings).toEqual([{ field: 'VolumesFrom', container: { id }, suffix: ':ro' }])
    else expect(bodies[0]?.body).toMatchObject(wanted)
    // Neither with nor without its dependencies is there anything left to do.
    expect(planOf(alone, world).nodes).toEqual([])
    expect(planOf(desired, world).nodes).toEqual([])
  })

  it.each(SHARING)('%s is refused where there is none', async (_name, what) => {
    const desired = await desiredFrom(file(what))
    const alone = { ...desired, project: withoutDependencies(desired.project, ['app']) }
    expect(() => planOf(alone, emptyWorld(['busybox']))).toThrow(Failed)
  })
})

function planOf(desired: Desired, world: World): Plan {
  return planUp(desired, observedOf(world), PLAIN_UP)
}
