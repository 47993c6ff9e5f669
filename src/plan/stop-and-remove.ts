import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { PlanBuilder } from './builder.ts'
import type { NodeId } from './operation.ts'

/** Stops a container that runs; undefined when it does not. */
export function planStop(
  plan: PlanBuilder,
  container: ObservedContainer,
  intent: { readonly timeout?: number },
  reason: Reason,
  after: Iterable<NodeId | undefined> = [],
): NodeId | undefined {
  if (!isUp(container)) return undefined
  return plan.add(
    {
      kind: 'stop-container',
      container: { id: container.id },
      name: container.name,
      service: container.labels[labels.service] ?? '',
      ...(intent.timeout !== undefined && { timeout: intent.timeout }),
    },
    container.name,
    [reason],
    after,
  )
}

/** Whether there is a process to stop. */
export function isUp(container: ObservedContainer): boolean {
  return container.state === 'running' || container.state === 'restarting' || container.state === 'paused'
}

/** Stops and removes a container; returns the node of its removal. */
export function planRemove(
  plan: PlanBuilder,
  container: ObservedContainer,
  intent: { readonly timeout?: number },
  reason: Reason,
  options: { readonly volumes: boolean },
  after: Iterable<NodeId | undefined> = [],
): NodeId {
  const stopped = planStop(plan, container, intent, reason, after)
  return plan.add(
    {
      kind: 'remove-container',
      container: { id: container.id },
      name: container.name,
      service: container.labels[labels.service] ?? '',
      volumes: options.volumes,
      force: true,
    },
    container.name,
    [reason],
    [stopped, ...after, ...plan.disconnectsOf(container.id)],
  )
}
