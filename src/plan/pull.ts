import { familiarReference } from '../model/image-reference.ts'
import { imageName } from '../model/names.ts'
import type { Observed } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { PlanBuilder } from './builder.ts'
import type { Plan } from './graph.ts'

/** What the user asked of `pull`. */
export interface PullIntent {
  /** `--policy`, over that of each service. */
  readonly policy?: string
  /** Leaves alone what can be built. */
  readonly ignoreBuildable: boolean
  /** Goes on when an image cannot be had. */
  readonly ignoreFailures: boolean
}

/** Pulls the images of all services, each once; those that are not to be pulled are left out. */
export function planPull(project: Project, observed: Observed, intent: PullIntent): Plan {
  const plan = new PlanBuilder()
  const users = new Map<string, Service[]>()
  for (const service of Object.values(project.services)) {
    if (!isPulled(service, observed, intent)) continue
    const image = imageName(project.name, service)
    users.set(image, [...(users.get(image) ?? []), service])
  }
  for (const [image, services] of users) {
    const platform = services[0]?.platform ?? project.environment.get('DOCKER_DEFAULT_PLATFORM')
    const operation = {
      kind: 'pull-image',
      image,
      services: services.map(({ name }) => name),
      optional: intent.ignoreFailures,
      ...(platform && { platform }),
    } as const
    plan.add(operation, image, [{ code: 'asked', command: 'pull' }])
  }
  return plan.build()
}

function isPulled(service: Service, observed: Observed, intent: PullIntent): boolean {
  if (!service.image || service.provider) return false
  if (service.build && intent.ignoreBuildable) return false
  switch (intent.policy ?? service.pull_policy) {
    case 'never':
    case 'build':
      return false
    case 'missing':
    case 'if_not_present':
      return !isSettled(service.image, observed)
    default:
      return true
  }
}

/** An image that is here counts, unless its tag is one that moves. */
function isSettled(image: string, { images }: Observed): boolean {
  const reference = familiarReference(image)
  return images.has(reference) && !reference.endsWith(':latest')
}
