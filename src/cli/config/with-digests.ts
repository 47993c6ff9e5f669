import type { Engine } from '../../engine/engine.ts'
import { registryOf } from '../../engine/image-reference.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { Context } from '../context.ts'

/** The project with every service's image pinned to the digest that its registry has for it now. */
export async function withDigests(context: Context, project: Project): Promise<Project> {
  const { connect } = await import('../steps/connect.ts')
  const engine = await connect(context)
  const pinned = await Promise.all(
    Object.values(project.services).map(
      async (service) => [service.name, await pin(engine, service)] as const,
    ),
  )
  return { ...project, services: Object.fromEntries(pinned) }
}

async function pin(engine: Engine, service: Service): Promise<Service> {
  if (!service.image) return service
  const full = fullReference(service.image)
  return { ...service, image: full.includes('@') ? full : `${full}@${await engine.findDigest(full)}` }
}

/** With registry, repository and tag spelled out, as Compose writes pinned images. */
function fullReference(image: string): string {
  const registry = registryOf(image)
  const path = image.startsWith(`${registry}/`) ? image.slice(registry.length + 1) : image
  const named = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  return `${registry}/${named}${/[:@]/.test(named) ? '' : ':latest'}`
}
