import type { Engine } from '../../engine/engine.ts'
import { labels } from '../../model/labels.ts'
import type { Observed, ObservedContainer } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { hashing } from './hashing.ts'

/**
 * Adds what containers were made from where they do not say so themselves (Docker Compose made them) and would be
 * made otherwise now, so that a plan can name what changed. Two calls for each of them, none for all others.
 */
export async function withMade(engine: Engine, project: Project, observed: Observed): Promise<Observed> {
  if (!observed.containers.some((container) => isUnsaid(container, project))) return observed
  const containers = await Promise.all(
    observed.containers.map(async (container) => {
      if (!isUnsaid(container, project)) return container
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

function isUnsaid({ labels: own }: ObservedContainer, { services }: Project): boolean {
  if (own[labels.spec] !== undefined || own[labels.oneoff] === 'True') return false
  const service = services[own[labels.service] ?? '']
  return service !== undefined && !hashing.service(service).accepted.includes(own[labels.configHash] ?? '')
}
