import { hashing } from '../../../src/cli/steps/hashing.ts'
import { type ExecuteOptions, type ExecuteResult, executePlan } from '../../../src/execute/execute.ts'
import type { Event } from '../../../src/model/event.ts'
import type { UpIntent } from '../../../src/plan/desired.ts'
import type { Plan } from '../../../src/plan/graph.ts'
import { planUp } from '../../../src/plan/up.ts'
import { desiredFrom, PLAIN_UP } from '../../plan/support/desired.ts'
import { addImage, comingImage, observedOf, type World } from '../../plan/support/simulate.ts'
import { type Behaviour, memoryEngine } from '../../support/memory-engine.ts'

/** How a plan went. */
export interface Outcome extends ExecuteResult {
  readonly calls: readonly string[]
  /** What was told, in short: `done start p-web-1`. */
  readonly told: readonly string[]
}

/** Executes a plan on an engine in memory. */
export async function execute(
  world: World,
  plan: Plan,
  behaviour: Behaviour = {},
  options: Partial<ExecuteOptions> = {},
): Promise<Outcome> {
  const { engine, calls } = memoryEngine(world, behaviour)
  const events: Event[] = []
  const result = await executePlan(plan, {
    engine,
    project: 'p',
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    parallel: 10,
    build: async (orders) => {
      for (const { image } of orders) addImage(world, image, comingImage(world, image))
      return new Map(orders.map(({ image }) => [image, comingImage(world, image)]))
    },
    provide: () => Promise.reject(new Error('no providers here')),
    hash: (service) => hashing.service(service),
    now: () => Date.now(),
    ...options,
  })
  const told = events.flatMap((event) =>
    'verb' in event ? [`${event.kind} ${event.verb} ${event.subject.name}`] : [],
  )
  return { ...result, calls, told }
}

/** Brings a world to what a compose file says. */
export async function up(
  world: World,
  text: string,
  behaviour: Behaviour = {},
  intent: Partial<UpIntent> = {},
  options: Partial<ExecuteOptions> = {},
): Promise<Outcome> {
  const desired = await desiredFrom(text)
  return execute(world, planUp(desired, observedOf(world), { ...PLAIN_UP, ...intent }), behaviour, options)
}

/** What was begun and has not ended in exactly one way. */
export function open(told: readonly string[]): string[] {
  const count = new Map<string, number>()
  for (const line of told) {
    const [kind, ...rest] = line.split(' ')
    const key = rest.join(' ')
    if (kind === 'started') count.set(key, (count.get(key) ?? 0) + 1)
    else if (kind !== 'skipped' && count.has(key)) count.set(key, (count.get(key) ?? 0) - 1)
  }
  return [...count].filter(([, left]) => left !== 0).map(([key]) => key)
}
