import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import type { NodeId } from './operation.ts'

/** Runs a service's `pre_stop` hooks in a container, one after another; returns the last. */
export function planPreStop(
  plan: PlanBuilder,
  container: ObservedContainer,
  service: Service | undefined,
  reason: Reason,
  after: Iterable<NodeId | undefined>,
): NodeId | undefined {
  let previous: NodeId | undefined
  for (const [i, hook] of (service?.pre_stop ?? []).entries())
    previous = plan.add(
      {
        kind: 'run-hook',
        container: { id: container.id },
        name: container.name,
        service: service?.name ?? '',
        hook,
        when: 'pre_stop',
      },
      `${container.name} pre_stop[${i}]`,
      [reason],
      previous ? [previous] : after,
    )
  return previous
}
