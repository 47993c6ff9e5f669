import type { Engine } from '../../engine/engine.ts'
import { registryOf } from '../../engine/image-reference.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { isMap, type Tree, type TreeMap, treeMap } from '../../model/tree.ts'
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

/** The same of a tree whose variables were not replaced. */
export async function modelWithDigests(context: Context, model: TreeMap): Promise<TreeMap> {
  if (!isMap(model.services)) return model
  const { connect } = await import('../steps/connect.ts')
  const engine = await connect(context)
  const pinned = await Promise.all(
    Object.entries(model.services).map(async ([name, service]): Promise<readonly [string, Tree]> => {
      if (!isMap(service) || typeof service.image !== 'string') return [name, service]
      return [name, { ...service, image: await withDigest(engine, service.image) }]
    }),
  )
  return { ...model, services: Object.assign(treeMap(), Object.fromEntries(pinned)) }
}

async function pin(engine: Engine, service: Service): Promise<Service> {
  return service.image ? { ...service, image: await withDigest(engine, service.image) } : service
}

async function withDigest(engine: Engine, image: string): Promise<string> {
  const full = fullReference(image)
  return full.includes('@') ? full : `${full}@${await engine.findDigest(full)}`
}

/** With registry, repository and tag spelled out, as Compose writes pinned images. */
function fullReference(image: string): string {
  const registry = registryOf(image)
  const path = image.startsWith(`${registry}/`) ? image.slice(registry.length + 1) : image
  const named = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  return `${registry}/${named}${/[:@]/.test(named) ? '' : ':latest'}`
}
