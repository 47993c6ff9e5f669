import type { Engine } from '../../engine/engine.ts'
import { serviceOf } from '../../model/container.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { sharedServices } from '../../plan/shared.ts'

/**
 * Adds when containers started that share a namespace with another service's, so that a plan can tell which have
 * been left behind by a restart: one call for each of them that runs, none for all others.
 */
export async function withStarts(
  engine: Engine,
  { services }: Project,
  observed: Observed,
): Promise<Observed> {
  const sharing = Object.values(services).flatMap((service) => {
    const shared = sharedServices(service)
    return shared.length > 0 ? [service.name, ...shared] : []
  })
  if (sharing.length === 0) return observed
  const containers = await Promise.all(
    observed.containers.map(async (container) => {
      const isAsked = sharing.includes(serviceOf(container)) && container.state === 'running'
      // It may have gone since; then it is planned for as it was seen.
      const details = isAsked ? await engine.inspectContainer(container.id).catch(() => undefined) : undefined
      return details ? { ...container, startedAt: Date.parse(details.startedAt) } : container
    }),
  )
  return { ...observed, containers }
}
