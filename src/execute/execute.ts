import { isDeepStrictEqual } from 'node:util'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Engine } from '../engine/engine.ts'
import type { EventSink } from '../model/event.ts'
import { Failed, type Failure } from '../model/failure.ts'
import type { Service } from '../model/service.ts'
import type { Course } from '../plan/course.ts'
import type { Plan, PlanNode } from '../plan/graph.ts'
import type { BuildOrder, NodeId, Operation, OperationKind } from '../plan/operation.ts'
import { CourseKeeper } from './course-keeper.ts'
import { EngineEvents } from './engine-events.ts'
import { handle } from './handlers.ts'
import { explainIncomplete } from './incomplete.ts'
import { Report } from './report.ts'
import { Results } from './results.ts'
import { Waits } from './waits.ts'

/** What the walk needs from outside. */
export interface ExecuteOptions {
  readonly engine: Engine
  readonly project: string
  readonly emit: EventSink
  /** Aborted on Ctrl-C: nothing new is begun, waits and transfers end at once. */
  readonly signal: AbortSignal
  /** How many images are pulled at once. */
  readonly parallel: number
  /** Builds images; gives image ids by image name. */
  build(
    orders: readonly BuildOrder[],
    options: { signal: AbortSignal; emit: EventSink },
  ): Promise<ReadonlyMap<string, string>>
  /** Runs the provider of a service; gives the variables it sets. */
  provide(
    order: Operation<'run-provider'>,
    options: { signal: AbortSignal; onInfo(message: string): void },
  ): Promise<Readonly<Record<string, string>>>
  /** Config-hash of a service whose container ids were not known when the plan was made. */
  hash(service: Service): string
  /** Seconds that nothing but waiting may go on; undefined is no limit. */
  readonly waitTimeout?: number
  /** Milliseconds since the epoch. */
  now(): number
  /** Called before a container starts, so that nothing it prints is missed. */
  beforeStart?(container: { id: string; name: string; service: string }): Promise<void>
}

export interface ExecuteResult {
  readonly status: 'done' | 'failed' | 'interrupted'
  readonly failures: readonly Failure[]
  readonly course: Course
  /** Variables that providers set, by service. */
  readonly provided: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/** What every handler is given. */
export interface Execution extends ExecuteOptions {
  readonly results: Results
  readonly events: EngineEvents
  readonly pulls: LimitFunction
  readonly waits: Waits
}

/**
 * Walks a plan: each node once all before it are through, as many at once as the graph allows. The first
 * failure ends it: what is under way is finished (waits are ended), nothing new is begun. Takes no decisions.
 */
export async function executePlan(plan: Plan, options: ExecuteOptions): Promise<ExecuteResult> {
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  const failures: Failure[] = []
  const events = new EngineEvents(options.engine, options.project, signal)
  const run: Execution = {
    ...options,
    signal,
    results: new Results(),
    events,
    pulls: pLimit(options.parallel),
    waits: new Waits(options.waitTimeout, () => stop.abort()),
  }
  const report = new Report(plan, options.emit, options.now, run.results)
  const failed = new Set<NodeId>()
  const keeper = new CourseKeeper(options.now)
  await walk(
    plan.nodes.filter((node) => !node.undoes),
    signal,
    async (node) => {
      if (!isWanted(node, run.results)) {
        report.skipped(node)
        keeper.end(node.id, 'skipped')
        return
      }
      report.started(node)
      keeper.begin(node.id)
      try {
        const work = () => handle(node, run)
        const isWait = node.operation.kind === 'wait-container'
        report.done(node, await (isWait ? work() : run.waits.working(work)))
        keeper.end(node.id, 'done')
      } catch (error) {
        if (isGivenUp(error, node, options.signal, signal)) {
          keeper.end(node.id, 'ended')
          return
        }
        keeper.end(node.id, 'failed')
        if (!(error instanceof Failed)) throw error
        const named = error.failures.map((one) => report.named(one, node))
        failures.push(...named.filter((one) => isNews(one, failures)))
        failed.add(node.id)
        report.failed(node, named)
        stop.abort()
      }
    },
  )
  run.waits.end()
  failures.push(...(await undo(plan, failed, { ...run, signal: options.signal }, report)))
  report.close()
  stop.abort()
  const timeout = await run.waits.timedOut(options.engine)
  if (timeout) failures.push(timeout)
  const { course } = keeper
  const { provided } = run.results
  if (failures.length) {
    return {
      status: 'failed',
      failures: [...failures, ...explainIncomplete(plan, course, failures)],
      course,
      provided,
    }
  }
  return { status: options.signal.aborted ? 'interrupted' : 'done', failures, course, provided }
}

/** The engine is away: that is one failure, whoever asks it. */
const AWAY: ReadonlySet<Failure['code']> = new Set([
  'engine-connection-lost',
  'engine-unreachable',
  'engine-silent',
])

/** Whether a failure says what none before it has said. */
function isNews(one: Failure, before: readonly Failure[]): boolean {
  return !before.some(
    (other) => isDeepStrictEqual(one, other) || (AWAY.has(one.code) && AWAY.has(other.code)),
  )
}

/** What is ended at once when a run ends, and may say so as a failure of its own. */
const ENDED_AT_ONCE: ReadonlySet<OperationKind> = new Set(['pull-image', 'build-images', 'run-provider'])

/** Whether a node did not fail, but was ended: by the user (`interrupt`), or because another failed. */
function isGivenUp(
  error: unknown,
  { operation }: PlanNode,
  interrupt: AbortSignal,
  signal: AbortSignal,
): boolean {
  if (!signal.aborted) return false
  if (error === signal.reason || (error instanceof Error && error.name === 'AbortError')) return true
  return error instanceof Failed && (interrupt.aborted || ENDED_AT_ONCE.has(operation.kind))
}

/** Does what brings back how things were before the nodes that failed. */
async function undo(
  plan: Plan,
  failed: ReadonlySet<NodeId>,
  run: Execution,
  report: Report,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const node of plan.nodes) {
    const isDue = node.undoes?.some((id) => failed.has(id))
    if (!isDue || !hasSubject(node, run.results)) continue
    report.started(node)
    try {
      report.done(node, await handle(node, run))
      failures.push(...report.undone(node))
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      failures.push(...error.failures)
      report.failed(node, error.failures)
    }
  }
  return failures
}

function hasSubject({ operation }: PlanNode, results: Results): boolean {
  return !('container' in operation) || results.hasContainer(operation.container)
}

function isWanted(node: PlanNode, results: Results): boolean {
  return !node.guard || node.guard.some((change) => results.isChanged(change))
}

/**
 * Runs `work` on every node after its predecessors; stops beginning new ones when aborted or when one throws. One that
 * is left without that is a fault of the plan, which is thrown.
 */
async function walk(
  nodes: readonly PlanNode[],
  signal: AbortSignal,
  work: (node: PlanNode) => Promise<void>,
): Promise<void> {
  const waitingFor = new Map<NodeId, number>(nodes.map((node) => [node.id, node.after.length]))
  const followers = new Map<NodeId, PlanNode[]>()
  for (const node of nodes)
    for (const before of node.after) {
      const list = followers.get(before)
      if (list) list.push(node)
      else followers.set(before, [node])
    }
  const running = new Set<Promise<void>>()
  const begun = new Set<NodeId>()
  let broken: { error: unknown } | undefined
  const begin = (node: PlanNode): void => {
    if (signal.aborted || broken) return
    begun.add(node.id)
    const run: Promise<void> = work(node)
      .then(() => {
        for (const follower of followers.get(node.id) ?? []) {
          const left = (waitingFor.get(follower.id) ?? 0) - 1
          waitingFor.set(follower.id, left)
          if (left === 0) begin(follower)
        }
      })
      .catch((error: unknown) => {
        broken ??= { error }
      })
      .finally(() => running.delete(run))
    running.add(run)
  }
  for (const node of nodes) if (waitingFor.get(node.id) === 0) begin(node)
  while (running.size > 0) await Promise.race(running)
  if (broken) throw (broken as { error: unknown }).error
  const left = nodes.filter(({ id }) => !begun.has(id))
  if (left.length > 0 && !signal.aborted)
    throw new Error(`steps of a plan were never begun: ${left.map(({ id }) => id).join(', ')}`)
}
