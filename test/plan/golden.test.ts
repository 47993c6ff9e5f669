import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Failed } from '../../src/model/failure.ts'
import type { ObservedContainer } from '../../src/model/observed.ts'
import type { Desired, UpIntent } from '../../src/plan/desired.ts'
import { type DownIntent, planDown } from '../../src/plan/down.ts'
import type { Plan } from '../../src/plan/graph.ts'
import { planUp } from '../../src/plan/up.ts'
import { describeFailure } from '../../src/show/diagnostics.ts'
import { describePlanNodes } from '../../src/show/plan/describe-plan.ts'
import { desiredFrom, PLAIN_UP } from './support/desired.ts'
import { type GoldenCase, readCase, type WorldChanges, writePlan } from './support/golden-case.ts'
import { emptyWorld, observedOf, simulate, type World } from './support/simulate.ts'

const FOLDER = join(import.meta.dirname, 'cases')

describe('golden plans', () => {
  for (const name of readdirSync(FOLDER).sort())
    it(name.replace('.txt', ''), async () => {
      const file = join(FOLDER, name)
      const golden = readCase(file)
      const text = await planText(golden)
      if (process.env.UPDATE_PLANS) writePlan(file, text)
      else expect(text).toBe(golden.plan)
    })
})

async function planText(golden: GoldenCase): Promise<string> {
  const world = await worldOf(golden)
  const frozen = deepFreeze(observedOf(world))
  const { services, profiles, down, ...intent } = golden.intent as {
    services?: string[]
    profiles?: string[]
    down?: DownIntent
  }
  const desired = await desiredFrom(golden.desired, {
    ...(services && { services }),
    ...(profiles && { profiles }),
  })
  try {
    const plan = down
      ? planDown(desired.project, frozen, down)
      : planUp(desired, frozen, { ...PLAIN_UP, ...intent, services: services ?? [] } as UpIntent)
    // Whatever is planned can be done, and once it is done there is nothing more to do.
    if (plan.questions.length === 0) {
      simulate(world, plan)
      if (!down && plan.nodes.length > 0) expectSettled(desired, world, golden)
    }
    return describePlanNodes(plan) + unchangedText(plan) + warningsText(plan)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return error.failures
      .map((failure) => describeFailure(failure, { color: false, cwd: '/project' }))
      .join('')
  }
}

function expectSettled(desired: Desired, world: World, golden: GoldenCase): void {
  const intent = {
    ...PLAIN_UP,
    scale: (golden.intent.scale ?? {}) as UpIntent['scale'],
    start: golden.intent.start !== false,
  }
  const again = planUp(desired, observedOf(world), {
    ...intent,
    recreate: golden.intent.recreate === 'never' ? 'never' : 'diverged',
  })
  const left = again.nodes.filter(
    ({ operation }) => operation.kind !== 'wait-container' && !isOneShotStart(operation, world),
  )
  expect(left.map((node) => node.id)).toEqual([])
}

/** Simulated containers never end, so this is about none of them; it keeps the check honest for cases that say so. */
function isOneShotStart(operation: Plan['nodes'][number]['operation'], world: World): boolean {
  return (
    operation.kind === 'start-container' &&
    world.containers.some((c) => c.name === operation.name && c.state === 'exited')
  )
}

function unchangedText({ unchanged }: Plan): string {
  return unchanged.map(({ kind, name }) => `unchanged ${kind} ${name}\n`).join('')
}

function warningsText({ warnings }: Plan): string {
  return warnings.map((failure) => describeFailure(failure, { color: false, cwd: '/project' })).join('')
}

async function worldOf({ before, world: changes }: GoldenCase): Promise<World> {
  const world = emptyWorld(changes.images ?? ['busybox'])
  if (before !== undefined) {
    const plan = planUp(await desiredFrom(before), observedOf(world), PLAIN_UP)
    simulate(world, plan)
  }
  change(world, changes)
  return world
}

function change(world: World, changes: WorldChanges): void {
  for (const [name, changed] of Object.entries(changes.containers ?? {}))
    world.containers = world.containers.flatMap((c) =>
      c.name !== name ? [c] : changed === null ? [] : [{ ...c, ...changed }],
    )
  for (const [name, changed] of Object.entries(changes.networks ?? {}))
    world.networks = world.networks.flatMap((n) =>
      n.name !== name ? [n] : changed === null ? [] : [{ ...n, ...changed }],
    )
  for (const [name, changed] of Object.entries(changes.volumes ?? {}))
    world.volumes = world.volumes.flatMap((v) =>
      v.name !== name ? [v] : changed === null ? [] : [{ ...v, ...changed }],
    )
  for (const [name, id] of Object.entries(changes.newImages ?? {})) {
    const image = { id, tags: [name], digests: [], labels: {}, createdAt: 0, size: 1 }
    world.images.set(name, image).set(id, image)
  }
  for (const added of changes.added ?? []) world.containers.push({ ...BLANK, ...added })
}

const BLANK: ObservedContainer = {
  id: 'f'.repeat(64),
  name: '',
  image: 'busybox',
  imageId: 'sha256:busybox',
  command: '',
  labels: {},
  state: 'running',
  health: 'none',
  status: '',
  createdAt: 0,
  networkMode: 'bridge',
  networks: {},
  mounts: [],
  ports: [],
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
