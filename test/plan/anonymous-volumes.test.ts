import { describe, expect, it } from 'vitest'
import { bindBody } from '../../src/plan/bind.ts'
import type { Operation } from '../../src/plan/operation.ts'
import { planUp } from '../../src/plan/up.ts'
import { planRemoveVerb } from '../../src/plan/verbs.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { emptyWorld, observedOf, simulate } from './support/simulate.ts'

const HEX = 'ab'.repeat(32)
const volume = (name: string, target: string) => ({
  type: 'volume',
  name,
  source: '',
  target,
  readOnly: false,
})

/** What the container that takes the place of one with a volume at /data mounts there. */
async function mounted(after: string, name: string, imageVolumes: readonly string[]) {
  const world = emptyWorld(['busybox'])
  simulate(world, planUp(await desiredFrom('services: {web: {image: busybox}}'), observedOf(world), PLAIN_UP))
  world.containers = world.containers.map((one) => ({ ...one, mounts: [volume(name, '/data')] }))
  const desired = await desiredFrom(
    `services: {web: {image: busybox, hostname: h, ${after}}}\nvolumes: {named: {}}`,
  )
  const { nodes } = planUp(desired, observedOf(world), { ...PLAIN_UP, recreate: 'force' })
  const create = nodes.map(({ operation }) => operation).find(({ kind }) => kind === 'create-container')
  const born = { container: () => '', image: () => undefined }
  const body = bindBody(create as Operation<'create-container'>, born, () => '', imageVolumes)
  return [...(body.HostConfig.Mounts ?? []), ...(body.HostConfig.Binds ?? [])]
}

const TAKEN = [{ Type: 'volume', Source: HEX, Target: '/data' }]

describe('an anonymous volume goes over where the new definition still has it', () => {
  it.each([
    ['in the file', 'volumes: [/data]', HEX, [], TAKEN],
    ['in the image', 'init: true', HEX, ['/data'], TAKEN],
    ['in the image, written with a slash', 'init: true', HEX, ['/data/'], TAKEN],
    ['in both', 'volumes: [/data]', HEX, ['/data'], TAKEN],
    ['in neither', 'init: true', HEX, [], []],
    ['elsewhere in the image', 'init: true', HEX, ['/other'], []],
    ['under a tmpfs', 'tmpfs: [/data]', HEX, ['/data'], []],
    ['with a name now', 'volumes: ["named:/data"]', HEX, ['/data'], ['p_named:/data:rw']],
    [
      'that had a name',
      'volumes: [/data]',
      'p_old',
      [],
      [{ Type: 'volume', Target: '/data', VolumeOptions: {} }],
    ],
    ['that had a name, in the image', 'init: true', 'p_old', ['/data'], []],
  ])('%s', async (_name, after, name, imageVolumes, expected) => {
    expect(await mounted(after, name, imageVolumes)).toEqual(expected)
  })

  it.each([
    ['rm -v removes what was taken over', true, { 'com.docker.compose.replace': 'web-1' }, [HEX]],
    ['rm leaves it', false, { 'com.docker.compose.replace': 'web-1' }, []],
    ['the engine removes what is of its own', true, {}, []],
  ])('%s', async (_name, volumes, own, expected) => {
    const world = emptyWorld(['busybox'])
    const desired = await desiredFrom('services: {web: {image: busybox, scale: 2}}')
    simulate(world, planUp(desired, observedOf(world), PLAIN_UP))
    world.containers = world.containers.map((one) => ({
      ...one,
      labels: { ...one.labels, ...own },
      mounts: [volume(HEX, '/data'), volume('p_named', '/named')],
    }))
    const intent = { services: [], stop: true, volumes }
    const plan = planRemoveVerb(desired.project, observedOf(world), intent)
    const names = plan.nodes.flatMap(({ operation }) =>
      operation.kind === 'remove-volume' ? [operation.name] : [],
    )
    expect(names).toEqual(expected)
    simulate(world, plan)
  })
})
