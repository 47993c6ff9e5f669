import { familiarReference } from '../model/image-reference.ts'
import type { ObservedImage } from '../model/observed.ts'

/**
 * The local image that a reference means, as the engine takes it: a name, or an id, whole or its beginning, with or
 * without `sha256:`. A name goes before an id; the beginning of several is none of them.
 */
export function findImage(
  images: ReadonlyMap<string, ObservedImage>,
  reference: string,
): ObservedImage | undefined {
  const named = images.get(familiarReference(reference))
  const digits = /^(?:sha256:)?([0-9a-f]+)$/.exec(reference)?.[1]
  if (named || !digits) return named
  const found = new Map<string, ObservedImage>()
  for (const image of images.values()) if (image.id.startsWith(`sha256:${digits}`)) found.set(image.id, image)
  return found.size === 1 ? [...found.values()][0] : undefined
}
