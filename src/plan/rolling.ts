import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { PlanBuilder } from './builder.ts'
import type { PlannedReplica } from './containers.ts'
import { lastOf } from './hooks.ts'
import type { NodeId } from './operation.ts'
import { planStop, target } from './stop-and-remove.ts'
import type { UpdatePolicy } from './update-policy.ts'

/** A replica whose replacement has been created, under a temporary name, and is still to take its place. */
export interface Rolling {
  readonly policy: UpdatePolicy
  readonly old: ObservedContainer
  readonly temporary: string
  readonly timeout?: number
}

type Start = (
  replica: PlannedReplica,
  before: readonly (NodeId | undefined)[],
) => readonly [NodeId, ...NodeId[]]

/**
 * Puts a service's replacements in their places batch by batch, each batch once the one before is good. A
 * replacement that does not become good is removed and the old container stays, or is started again.
 */
export function planRolling(
  replicas: readonly (PlannedReplica & { readonly rolling: Rolling })[],
  before: readonly NodeId[],
  plan: PlanBuilder,
  start: Start,
): ReadonlyMap<string, NodeId> {
  const ends = new Map<string, NodeId>()
  let gate: readonly NodeId[] = before
  const first = replicas[0]
  if (!first) return ends
  const { parallelism, delay } = first.rolling.policy
  for (let i = 0; i < replicas.length; i += parallelism) {
    const batch = replicas.slice(i, i + parallelism)
    const done = batch.map((replica) => {
      const end = planReplacement(replica, gate, plan, start)
      ends.set(replica.name, end)
      return end
    })
    const isLast = i + parallelism >= replicas.length
    gate = delay > 0 && !isLast ? [planDelay(first, delay, done, plan)] : done
  }
  return ends
}

function planReplacement(
  replica: PlannedReplica & { readonly rolling: Rolling },
  gate: readonly NodeId[],
  plan: PlanBuilder,
  start: Start,
): NodeId {
  const { name, service, ref, guard } = replica
  const { policy, old, temporary, timeout } = replica.rolling
  const reasons = [{ code: 'replaced' }] as const
  const as = (step: 'middle' | 'last') => ({ guard, group: { verb: 'recreate', name, step } as const })
  const stopOld = (after: readonly (NodeId | undefined)[]) =>
    planStop(plan, old, { timeout }, reasons[0], after, as('middle'))
  // Made in its turn: a replacement that is never put in place would be left behind by a failure before it.
  if (replica.ready) plan.require(replica.ready, gate)
  const isStopFirst = policy.order === 'stop-first'
  const stopped = isStopFirst ? stopOld([replica.ready, ...gate]) : undefined
  const started = start(replica, [stopped, ...gate])
  const good = plan.add(
    {
      kind: 'wait-container',
      container: ref,
      name,
      service: service.name,
      condition: 'up',
      optional: false,
      settle: policy.monitor,
      tolerated: policy.tolerated,
    },
    `${name} good`,
    [{ code: 'update-order', order: policy.order }],
    [lastOf(started)],
    { guard },
  )
  planUndo(replica, isStopFirst, [...started, good], plan)
  const freed = isStopFirst ? undefined : stopOld([good])
  const removed = plan.add(
    { kind: 'remove-container', ...target(old), volumes: false, force: true },
    old.name,
    reasons,
    [good, freed, ...plan.disconnectsOf(old.id)],
    as('middle'),
  )
  return plan.add(
    { kind: 'rename-container', container: ref, from: temporary, name, service: service.name },
    name,
    reasons,
    [removed],
    as('last'),
  )
}

/** What brings back how it was when the replacement fails. */
function planUndo(
  replica: PlannedReplica & { readonly rolling: Rolling },
  isStopFirst: boolean,
  undoes: readonly NodeId[],
  plan: PlanBuilder,
): void {
  const { name, service, ref } = replica
  const { old } = replica.rolling
  const reasons: readonly Reason[] = [{ code: 'update-failed', container: name }]
  const removed = plan.add(
    { kind: 'remove-container', container: ref, name, service: service.name, volumes: false, force: true },
    `${name} (failed)`,
    reasons,
    [],
    { undoes },
  )
  if (isStopFirst)
    plan.add(
      { kind: 'start-container', container: { id: old.id }, name: old.name, service: service.name },
      `${old.name} (again)`,
      reasons,
      [removed],
      { undoes },
    )
}

function planDelay(
  { service }: PlannedReplica,
  seconds: number,
  after: readonly NodeId[],
  plan: PlanBuilder,
): NodeId {
  return plan.add(
    { kind: 'wait-time', service: service.name, seconds },
    `${service.name} after ${after.join(', ')}`,
    [{ code: 'update-delay', seconds }],
    after,
  )
}
