import { isUp, serviceOf } from '../model/container.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { PlanBuilder } from './builder.ts'
import type { NodeOptions } from './graph.ts'
import { planPreStop } from './hooks.ts'
import type { NodeId } from './operation.ts'

/**
 * Stops a container that runs, its service's `pre_stop` hooks first; undefined when it does not run. Whatever stops
 * a container that is there does it by this.
 */
export function planStop(
  plan: PlanBuilder,
  container: ObservedContainer,
  intent: { readonly timeout?: number | undefined },
  reason: Reason,
  after: Iterable<NodeId | undefined> = [],
  options: NodeOptions = {},
): NodeId | undefined {
  if (!isUp(container)) return undefined
  const before = [...after]
  const { guard, group } = options
  const hooks = planPreStop(plan, container, [reason], before, { guard, group })
  return plan.add(
    {
      kind: 'stop-container',
      ...target(container),
      ...(intent.timeout !== undefined && { timeout: intent.timeout }),
    },
    container.name,
    [reason],
    [...before, hooks],
    options,
  )
}

/** The same for one that may have ended: that is told as being stopped too, as by Docker Compose. */
export function planStopOfAny(
  plan: PlanBuilder,
  container: ObservedContainer,
  intent: { readonly timeout?: number | undefined },
  reason: Reason,
  after: Iterable<NodeId | undefined> = [],
): NodeId {
  return (
    planStop(plan, container, intent, reason, after) ??
    plan.add({ kind: 'stop-container', ...target(container) }, container.name, [reason], after)
  )
}

/** A container as operations name it. */
export function target(container: ObservedContainer) {
  return {
    container: { id: container.id },
    name: container.name,
    service: serviceOf(container),
  }
}

/** Stops and removes a container; returns the node of its removal. `untold`: what has ended already is only removed. */
export function planRemove(
  plan: PlanBuilder,
  container: ObservedContainer,
  intent: { readonly timeout?: number | undefined },
  reason: Reason,
  options: { readonly volumes: boolean; readonly untold?: boolean },
  after: Iterable<NodeId | undefined> = [],
): NodeId {
  const before = [...after]
  // docker-compose tells of what has ended as being stopped too.
  const stop = container.state === 'exited' && !options.untold ? planStopOfAny : planStop
  const stopped = stop(plan, container, intent, reason, before)
  return plan.add(
    { kind: 'remove-container', ...target(container), volumes: options.volumes, force: true },
    container.name,
    [reason],
    [stopped, ...before, ...plan.disconnectsOf(container.id)],
  )
}
