import { setTimeout as sleep } from 'node:timers/promises'
import type { ContainerDetails } from '../../engine/engine.ts'
import { Failed, type Failure, failure, warning } from '../../model/failure.ts'
import type { Operation } from '../../plan/operation.ts'
import type { Applying } from '../apply.ts'
import type { Handler } from '../handlers.ts'
import { lastLogs } from '../last-lines.ts'

type Wait = Operation<'wait-container'>

/** How long a container without health check must run to count as up, in milliseconds. */
const SETTLE = 500

/** Waits, by engine events, until a container meets a condition or can no more. */
export const waitContainer: Handler<'wait-container'> = async (operation, at) => {
  const id = at.results.container(operation.container)
  const verdict = await at.events.until(id, async () =>
    judge(await at.engine.inspectContainer(id), operation, at),
  )
  if (typeof verdict === 'string') return verdict
  const reason = await explain(verdict.failed, operation, at)
  if (!operation.optional) throw new Failed(reason)
  at.emit({
    kind: 'warning',
    failure: warning('optional-dependency-failed', {
      service: operation.service,
      dependent: operation.dependent ?? '',
      reason: reason.code,
    }),
  })
  return 'skipped'
}

/** The word for how it ended well, why it cannot end well, or undefined while it is open. */
async function judge(
  details: ContainerDetails,
  { condition }: Wait,
  at: Applying,
): Promise<string | { failed: ContainerDetails } | undefined> {
  const hasEnded = details.state === 'exited' || details.state === 'dead'
  if (condition === 'completed') {
    if (!hasEnded) return undefined
    return details.exitCode === 0 ? 'exited' : { failed: details }
  }
  if (hasEnded) return condition === 'up' && details.exitCode === 0 ? 'exited' : { failed: details }
  if (details.hasHealthcheck) {
    if (details.health === 'unhealthy') return { failed: details }
    return details.health === 'healthy' ? 'healthy' : undefined
  }
  if (condition === 'healthy') return { failed: details }
  if (details.state !== 'running') return undefined
  return await settle(details, at)
}

/** Without a health check, running is what counts, once it has lasted. */
async function settle(
  details: ContainerDetails,
  at: Applying,
): Promise<string | { failed: ContainerDetails } | undefined> {
  const left = Date.parse(details.startedAt) + SETTLE - at.now()
  if (left > 0) await sleep(Math.min(left, SETTLE), undefined, { signal: at.signal })
  const now = left > 0 ? await at.engine.inspectContainer(details.id) : details
  if (now.state === 'exited' || now.state === 'dead') return now.exitCode === 0 ? 'exited' : { failed: now }
  // Restarted meanwhile: it has not lasted yet.
  return now.state === 'running' && now.restartCount === details.restartCount ? 'running' : undefined
}

async function explain(
  details: ContainerDetails,
  { service, name, condition, dependent }: Wait,
  at: Applying,
): Promise<Failure> {
  const logs = await lastLogs(at.engine, details.id, details.tty)
  const who = { service, container: name }
  if (details.state === 'exited' || details.state === 'dead') {
    if (condition === 'completed')
      return failure('dependency-not-completed', {
        ...who,
        ...(dependent && { dependent }),
        exitCode: details.exitCode,
        logs,
      })
    return failure('container-exited', { ...who, exitCode: details.exitCode, logs })
  }
  if (!details.hasHealthcheck) return failure('no-healthcheck', { ...who, ...(dependent && { dependent }) })
  const last = details.healthLog.at(-1)
  return failure('container-unhealthy', {
    ...who,
    ...(dependent && { dependent }),
    ...(last && { exitCode: last.exitCode }),
    output: last ? last.output.trimEnd().split('\n') : [],
    logs,
  })
}
