import type { ObservedContainer } from '../model/observed.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import type { NodeOptions } from './graph.ts'
import type { ContainerRef, NodeId } from './operation.ts'

/** Runs the `pre_stop` hooks of a container's service in it, one after another; returns the last. */
export function planPreStop(
  plan: PlanBuilder,
  container: ObservedContainer,
  reasons: readonly Reason[],
  after: Iterable<NodeId | undefined>,
  options: Pick<NodeOptions, 'guard' | 'group'> = {},
): NodeId | undefined {
  const service = plan.serviceOf(container)
  const { id, name } = container
  const before = [...after]
  let previous: NodeId | undefined
  for (const [i, hook] of (service?.pre_stop ?? []).entries())
    previous = plan.add(
      {
        kind: 'run-hook',
        container: { id },
        name,
        service: service?.name ?? '',
        hook,
        when: 'pre_stop',
      },
      `${name} pre_stop[${i}]`,
      reasons,
      previous ? [previous] : before,
      options,
    )
  return previous
}

/**
 * Runs a service's `post_start` hooks in a container that has been started by `started`; returns that node and theirs. Where
 * one fails the container is stopped again, so that the next start, whoever asks for it, runs them once more.
 */
export function planPostStart(
  plan: PlanBuilder,
  service: Service | undefined,
  target: { readonly container: ContainerRef; readonly name: string },
  reasons: readonly Reason[],
  started: NodeId,
  options: Pick<NodeOptions, 'guard'> = {},
): readonly [NodeId, ...NodeId[]] {
  const { container, name } = target
  if (!service?.post_start?.length) return [started]
  const hooks: NodeId[] = []
  for (const [i, hook] of service.post_start.entries()) {
    const node = plan.add(
      { kind: 'run-hook', container, name, service: service.name, hook, when: 'post_start' },
      `${name} post_start[${i}]`,
      reasons,
      [hooks.at(-1) ?? started],
      options,
    )
    hooks.push(node)
  }
  plan.add(
    { kind: 'stop-container', container, name, service: service.name },
    `${name} (failed hook)`,
    [{ code: 'hook-failed' }],
    [],
    { undoes: hooks },
  )
  return [started, ...hooks]
}

/** The last of some nodes that follow each other. */
export function lastOf(nodes: readonly [NodeId, ...NodeId[]]): NodeId {
  return nodes.at(-1) ?? nodes[0]
}
