import { familiarReference } from '../model/image-reference.ts'
import { labels } from '../model/labels.ts'
import type { Observed, ObservedImage } from '../model/observed.ts'
import type { Engine } from './engine.ts'

/**
 * What the engine has of a project: one list call a kind, all at once. Networks and volumes are all listed:
 * external ones, and those of the right name that somebody else made, carry no label of the project.
 */
export async function observeProject(engine: Engine, project: string): Promise<Observed> {
  const selector = [`${labels.project}=${project}`]
  const [containers, networks, volumes, images] = await Promise.all([
    engine.listContainers(selector),
    engine.listNetworks([]),
    engine.listVolumes([]),
    engine.listImages(),
  ])
  return { containers, networks, volumes, images: imagesByReference(images) }
}

/** Every image by its id, its references, and those in the short form that compose files use. */
export function imagesByReference(images: readonly ObservedImage[]): Map<string, ObservedImage> {
  const found = new Map<string, ObservedImage>()
  for (const image of images) {
    found.set(image.id, image)
    for (const reference of [...image.tags, ...image.digests]) {
      found.set(reference, image)
      found.set(familiarReference(reference), image)
    }
  }
  return found
}

/** Name of the running container that publishes a host port, if it is one of this engine's. */
export async function findPortHolder(
  engine: Engine,
  port: number,
  protocol: string,
): Promise<string | undefined> {
  const all = await engine.listContainers([])
  const holder = all.find(({ ports }) =>
    ports.some((one) => one.published === port && one.protocol === protocol),
  )
  return holder?.name
}
