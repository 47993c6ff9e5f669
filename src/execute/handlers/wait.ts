import { setTimeout as sleep } from 'node:timers/promises'
import type { ContainerDetails } from '../../engine/engine.ts'
import { Failed, type Failure, failure, warning } from '../../model/failure.ts'
import type { PlanNode } from '../../plan/graph.ts'
import type { Operation } from '../../plan/operation.ts'
import type { Execution } from '../execute.ts'
import type { Handler } from '../handlers.ts'
import { lastLogs } from '../last-lines.ts'

type Wait = Operation<'wait-container'>

/** How long a container without health check must run to count as up, in milliseconds. */
const SETTLE = 500

/** What has run for so many milliseconds is up without a further look. */
const LONG = 10_000

/**
 * How often the engine may restart a container while we wait for it to run. Its pauses double from 100 ms, so
 * that what ends at once every time is given up after some three seconds.
 */
const MOST_RESTARTS = 5

/** Waits, by engine events, until a container meets a condition or can no more. */
export const waitContainer: Handler<'wait-container'> = async (operation, at, node) => {
  const dependent = dependentOf(node)
  const id = at.results.container(operation.container)
  const judge = createJudge(operation, at)
  const verdict = await at.waits.during({ id, name: operation.name, service: operation.service }, () =>
    at.events.until(id, async () => judge(await at.engine.inspectContainer(id))),
  )
  if (typeof verdict === 'string') return verdict
  const reason = await explain(verdict.failed, operation, dependent, at)
  if (operation.tolerated && at.results.countFailure(operation.service) <= operation.tolerated) {
    at.emit({ kind: 'warning', failure: { ...reason, severity: 'warning' } })
    return 'failed'
  }
  if (!operation.optional) throw new Failed(reason)
  const { service } = operation
  at.emit({ kind: 'warning', failure: { ...reason, severity: 'warning' } })
  at.emit({
    kind: 'warning',
    failure: warning('optional-dependency-failed', { service, dependent: dependent ?? '' }),
  })
  return 'skipped'
}

/** The service that waits, where it is for a dependency. */
function dependentOf({ reasons }: PlanNode): string | undefined {
  return reasons.flatMap((reason) => (reason.code === 'needed-by' ? [reason.service] : []))[0]
}

/** The word for how it ended well, why it cannot end well, or undefined while it is open. */
type Verdict = string | { readonly failed: ContainerDetails } | undefined

function createJudge(
  { condition, settle: time = 0 }: Wait,
  at: Execution,
): (details: ContainerDetails) => Promise<Verdict> {
  let before: number | undefined
  return async (details) => {
    before ??= details.restartCount
    const hasEnded = isOver(details)
    if (condition === 'completed') {
      if (!hasEnded) return undefined
      return details.exitCode === 0 ? 'exited' : { failed: details }
    }
    if (hasEnded) return condition === 'up' && details.exitCode === 0 ? 'exited' : { failed: details }
    const restarts = details.restartCount - before
    if (restarts >= MOST_RESTARTS) return { failed: details }
    if (details.hasHealthcheck) {
      if (details.health === 'unhealthy') return { failed: details }
      if (details.health !== 'healthy') return undefined
      return time > 0 ? settle(details, time, at) : 'healthy'
    }
    if (condition === 'healthy') return { failed: details }
    return details.state === 'running'
      ? settle(details, Math.max(SETTLE * (1 + restarts), time), at)
      : undefined
  }
}

function isOver({ state }: ContainerDetails): boolean {
  return state === 'exited' || state === 'dead'
}

/**
 * Without a health check, running is what counts, once it has lasted `time` milliseconds. They begin now: a busy
 * machine tells late that something has started, and later still that it has ended again.
 */
async function settle(details: ContainerDetails, time: number, at: Execution): Promise<Verdict> {
  if (at.now() - Date.parse(details.startedAt) > LONG) return 'running'
  // It runs, which is what was waited for: that we look twice is our own time.
  const now = await at.waits.working(async () => {
    await sleep(time, undefined, { signal: at.signal })
    return at.engine.inspectContainer(details.id)
  })
  if (isOver(now)) return now.exitCode === 0 ? 'exited' : { failed: now }
  // Restarted meanwhile: it has not lasted yet.
  return now.state === 'running' && now.restartCount === details.restartCount ? 'running' : undefined
}

async function explain(
  details: ContainerDetails,
  { service, name, condition }: Wait,
  dependent: string | undefined,
  at: Execution,
): Promise<Failure> {
  const { exitCode } = details
  const logs = await lastLogs(at.engine, details.id, details.tty)
  const who = { service, container: name }
  const forWhom = dependent ? { dependent } : {}
  if (isOver(details))
    return condition === 'completed'
      ? failure('dependency-not-completed', { ...who, ...forWhom, exitCode, logs })
      : failure('container-exited', { ...who, ...forWhom, exitCode, logs })
  const last = details.healthLog.at(-1)
  if (details.health === 'unhealthy')
    return failure('container-unhealthy', {
      ...who,
      ...forWhom,
      ...(last && { exitCode: last.exitCode }),
      output: last ? last.output.trimEnd().split('\n') : [],
      logs,
    })
  if (condition === 'healthy' && !details.hasHealthcheck)
    return failure('no-healthcheck', { ...who, ...forWhom })
  return failure('container-restarting', { ...who, exitCode, restarts: details.restartCount, logs })
}
