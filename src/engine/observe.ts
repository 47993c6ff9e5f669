import { familiarReference } from '../model/image-reference.ts'
import { isOurs, labels } from '../model/labels.ts'
import type { Observed, ObservedContainer, ObservedImage } from '../model/observed.ts'
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
  const byReference = imagesByReference(images)
  const own = containers.map((container) => withoutInherited(container, byReference.get(container.imageId)))
  return { containers: own, networks, volumes, images: byReference }
}

/** An image can carry labels of ours (one made of a container, or a stranger's): its containers say nothing by them. */
function withoutInherited(container: ObservedContainer, image: ObservedImage | undefined): ObservedContainer {
  const isInherited = (label: string) => isOurs(label) && image?.labels[label] === container.labels[label]
  if (!image || !Object.keys(image.labels).some(isInherited)) return container
  const own = Object.entries(container.labels).filter(([label]) => !isInherited(label))
  return { ...container, labels: Object.fromEntries(own) }
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
