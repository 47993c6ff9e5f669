import type { Engine } from '../../engine/engine.ts'
import { serviceOf } from '../../model/container.ts'
import { closure, dependents } from '../../model/graph.ts'
import { labels } from '../../model/labels.ts'
import type { Project } from '../../model/project.ts'
import type { Reason } from '../../model/reason.ts'
import type { Service } from '../../model/service.ts'
import type { Plan } from '../../plan/graph.ts'
import { planUp } from '../../plan/up.ts'
import { planRestartVerb } from '../../plan/verbs.ts'
import { withoutDependencies } from '../../resolve/without-dependencies.ts'
import type { Context } from '../context.ts'
import { plainIntent } from '../steps/create-flags.ts'
import { changeProject } from './change-project.ts'
import { withBuilt } from './with-built.ts'

/** How services are rebuilt. */
export interface RebuildOptions {
  /** Removes the images that were replaced. */
  readonly prune: boolean
  readonly quiet: boolean
}

/** Builds services, these alone, and makes their containers anew with all that cannot outlive them. */
export async function rebuildServices(
  context: Context,
  engine: Engine,
  project: Project,
  services: readonly string[],
  { prune, quiet }: RebuildOptions,
): Promise<void> {
  const concerned = withBuilt(withoutDependencies(project, affected(project, services)), services)
  await changeProject(context, engine, concerned, {
    plan: (desired, observed) =>
      askedByWatch(
        planUp(desired, observed, {
          ...plainIntent(context, services),
          recreate: 'force',
          start: true,
          ignoreOrphans: true,
          removeOrphans: false,
        }),
      ),
    quietBuild: quiet,
  })
  if (prune) await removeReplaced(engine, project.name, services)
}

/** No flag has forced it, but a file that was saved: that is told already. */
function askedByWatch(plan: Plan): Plan {
  const asked: Reason = { code: 'asked', command: 'watch' }
  const nodes = plan.nodes.map((node) => ({
    ...node,
    reasons: node.reasons.map((reason) => (reason.code === 'forced' ? asked : reason)),
  }))
  return { ...plan, nodes }
}

/** Restarts services, with those that ask to be restarted along. */
export async function restartServices(
  context: Context,
  engine: Engine,
  project: Project,
  services: readonly string[],
): Promise<void> {
  await changeProject(context, engine, project, {
    plan: (desired, observed) => planRestartVerb(desired.project, observed, { services, noDeps: false }),
  })
}

/**
 * The services themselves, those bound to them (they share their namespaces or volumes, or are restarted along),
 * and those that any of these share with: without them nothing could be planned.
 */
function affected(project: Project, names: readonly string[]): string[] {
  const services = Object.values(project.services)
  const graph = new Map(
    services.map((service) => [service.name, new Set([...sharedBy(service), ...restartingWith(service)])]),
  )
  const bound = closure(dependents(graph), names)
  const shared = new Map(services.map((service) => [service.name, new Set(sharedBy(service))]))
  return [...closure(shared, bound)]
}

function sharedBy({ network_mode, ipc, pid, volumes_from = [] }: Service): string[] {
  const modes = [network_mode, ipc, pid].flatMap((mode) => /^service:(.+)$/.exec(mode ?? '')?.[1] ?? [])
  return [...modes, ...volumes_from.map((entry) => entry.split(':')[0] ?? '')]
}

function restartingWith({ depends_on = {} }: Service): string[] {
  return Object.entries(depends_on).flatMap(([name, { restart }]) => (restart ? [name] : []))
}

/** Images of these services that have lost their name to a newer one. One that is still in use is kept. */
async function removeReplaced(engine: Engine, project: string, services: readonly string[]): Promise<void> {
  const images = await engine.listImages()
  const replaced = images.filter(
    (image) =>
      image.tags.length === 0 &&
      image.labels[labels.project] === project &&
      services.includes(serviceOf(image)),
  )
  await Promise.allSettled(replaced.map(({ id }) => engine.removeImage(id)))
}
