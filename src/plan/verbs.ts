import { isOneOff, isUp, replicasOf, serviceOf } from '../model/container.ts'
import { dependents, inDependencyOrder } from '../model/graph.ts'
import type { Observed, ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import { takenOver } from './anonymous-volumes.ts'
import { PlanBuilder } from './builder.ts'
import { dependencyGraph } from './dependency-graph.ts'
import type { Plan } from './graph.ts'
import { lastOf, planPostStart, planPreStop } from './hooks.ts'
import type { NodeId, Operation } from './operation.ts'
import { planRemove, planStopOfAny, target } from './stop-and-remove.ts'

/** Services named (empty is all), and the seconds a container gets to stop. */
export interface VerbIntent {
  readonly services: readonly string[]
  readonly timeout?: number
}

type Visit = (container: ObservedContainer, before: readonly NodeId[]) => NodeId | undefined

/** `stop`: what depends on others first. */
export function planStopVerb(project: Project, observed: Observed, intent: VerbIntent): Plan {
  const plan = new PlanBuilder(project)
  const reason: Reason = { code: 'asked', command: 'stop' }
  visit(project, observed, intent, 'dependents-first', (container, before) =>
    planStopOfAny(plan, container, intent, reason, before),
  )
  return plan.build()
}

/** `restart`: each container, what is depended on first; with its dependents that say `restart: true`. */
export function planRestartVerb(
  project: Project,
  observed: Observed,
  intent: VerbIntent & { readonly noDeps: boolean },
): Plan {
  const plan = new PlanBuilder(project)
  const reason: Reason = { code: 'asked', command: 'restart' }
  const services =
    intent.noDeps || intent.services.length === 0 ? intent.services : withRestarted(project, intent.services)
  visit(project, observed, { ...intent, services }, 'dependencies-first', (container, before) => {
    const hooks = isUp(container) ? planPreStop(plan, container, [reason], before) : undefined
    const restarted = plan.add(
      {
        kind: 'restart-container',
        ...target(container),
        ...(intent.timeout !== undefined && { timeout: intent.timeout }),
      },
      container.name,
      [reason],
      [...before, hooks],
    )
    return lastOf(planPostStart(plan, plan.serviceOf(container), target(container), [reason], restarted))
  })
  return plan.build()
}

/** `kill`; with `oneOffs` containers of `run` too. No hook runs. */
export function planKillVerb(
  project: Project,
  observed: Observed,
  intent: VerbIntent & { readonly signal: string; readonly oneOffs: boolean },
): Plan {
  const plan = new PlanBuilder()
  const services = intent.services.length > 0 ? intent.services : Object.keys(project.services)
  for (const container of observed.containers) {
    const isChosen = services.includes(serviceOf(container))
    if (!isChosen || !isUp(container) || (!intent.oneOffs && isOneOff(container))) continue
    const operation = { kind: 'kill-container', ...target(container), signal: intent.signal } as const
    plan.add(operation, container.name, [{ code: 'asked', command: 'kill' }])
  }
  return plan.build()
}

/** `pause`: what is paused is not left out, so that the engine refuses it as it does for Docker Compose. */
export function planPauseVerb(project: Project, observed: Observed, intent: VerbIntent): Plan {
  return each(project, observed, intent, 'pause', (c) =>
    isUp(c) ? { kind: 'pause-container', ...target(c) } : undefined,
  )
}

/** `unpause`: what runs is not left out, so that the engine refuses it. */
export function planUnpauseVerb(project: Project, observed: Observed, intent: VerbIntent): Plan {
  return each(project, observed, intent, 'unpause', (c) =>
    isUp(c) ? { kind: 'unpause-container', ...target(c) } : undefined,
  )
}

/** `rm`: stopped containers; with `stop` all of them. */
export function planRemoveVerb(
  project: Project,
  observed: Observed,
  intent: VerbIntent & { readonly stop: boolean; readonly volumes: boolean },
): Plan {
  const plan = new PlanBuilder(project)
  const reason: Reason = { code: 'asked', command: 'rm' }
  visit(project, observed, intent, 'dependents-first', (container, before) => {
    if (isUp(container) && !intent.stop) return undefined
    const { volumes, stop } = intent
    const removed = planRemove(plan, container, intent, reason, { volumes, untold: !stop }, before)
    if (intent.volumes)
      for (const name of takenOver(container))
        plan.add({ kind: 'remove-volume', name }, name, [reason], [removed])
    return removed
  })
  return plan.build()
}

function each(
  project: Project,
  observed: Observed,
  intent: VerbIntent,
  command: string,
  operation: (container: ObservedContainer) => Operation | undefined,
): Plan {
  const plan = new PlanBuilder(project)
  visit(project, observed, intent, undefined, (container) => {
    const found = operation(container)
    return found && plan.add(found, container.name, [{ code: 'asked', command }])
  })
  return plan.build()
}

/** Calls `on` for every container of the chosen services, with the nodes that must be through before. */
function visit(
  project: Project,
  observed: Observed,
  intent: VerbIntent,
  order: 'dependencies-first' | 'dependents-first' | undefined,
  on: Visit,
): void {
  const graph = dependencyGraph(project)
  const names = inDependencyOrder(graph)
  const edges = order === 'dependents-first' ? dependents(graph) : graph
  const nodes = new Map<string, readonly NodeId[]>()
  for (const name of order === 'dependents-first' ? names.reverse() : names) {
    // Nodes of services further on wait through those in between, chosen or not.
    const before = order ? [...(edges.get(name) ?? [])].flatMap((other) => nodes.get(other) ?? []) : []
    const isChosen = intent.services.length === 0 || intent.services.includes(name)
    const own = isChosen
      ? replicasOf(observed.containers, name).flatMap((container) => on(container, before) ?? [])
      : []
    nodes.set(name, own.length ? own : before)
  }
}

function withRestarted(project: Project, services: readonly string[]): string[] {
  const all = new Set(services)
  for (let grown = -1; grown !== all.size; ) {
    grown = all.size
    for (const service of Object.values(project.services))
      for (const [name, dependency] of Object.entries(service.depends_on ?? {}))
        if (dependency.restart && all.has(name)) all.add(service.name)
  }
  return [...all]
}
