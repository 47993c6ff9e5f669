import type { Engine } from '../../engine/engine.ts'
import { isOneOff, serviceOf } from '../../model/container.ts'
import { labels } from '../../model/labels.ts'
import type { Observed, ObservedContainer } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Sealing } from '../../plan/desired.ts'
import { hashing } from './hashing.ts'

/**
 * Adds what containers were made from where they do not tell us themselves (Docker Compose or another user made them) and
 * would be made otherwise now, so that a plan can name what changed. Two calls for each of them, none for all others.
 */
export async function withMade(
  engine: Engine,
  project: Project,
  observed: Observed,
  sealing: Sealing,
): Promise<Observed> {
  const isUnsaid = (container: ObservedContainer) =>
    isMadeOtherwise(container, project) && !says(container, sealing)
  if (!observed.containers.some((container) => isUnsaid(container))) return observed
  const containers = await Promise.all(
    observed.containers.map(async (container) => {
      if (!isUnsaid(container)) return container
      const [details, image] = await Promise.all([
        // It may have gone since; then it is planned for as it was seen.
        engine.inspectContainer(container.id).catch(() => undefined),
        engine.inspectImage(container.imageId),
      ])
      if (!details) return container
      const { environment: imageEnvironment = [], labels: imageLabels = {} } = image ?? {}
      return { ...container, made: { body: details.body, imageEnvironment, imageLabels } }
    }),
  )
  return { ...observed, containers }
}

function says({ labels: own }: ObservedContainer, { open }: Sealing): boolean {
  return open(own[labels.spec]) !== undefined
}

function isMadeOtherwise({ labels: own }: ObservedContainer, { services }: Project): boolean {
  const service = isOneOff({ labels: own }) ? undefined : services[serviceOf({ labels: own })]
  return service !== undefined && !hashing.means(own[labels.configHash] ?? '', service)
}
