import type { ImageInfo, ImageInspectInfo } from 'dockerode'
import type { ObservedImage } from '../model/observed.ts'
import type { ImageDetails } from './engine.ts'

/** One entry of the engine's image list, in our nouns. */
export function observedImage(info: ImageInfo): ObservedImage {
  return {
    id: info.Id,
    tags: references(info.RepoTags),
    digests: references(info.RepoDigests),
    labels: info.Labels ?? {},
    createdAt: info.Created,
    size: info.Size,
  }
}

/** The engine's inspect answer of an image, in our nouns. */
export function imageDetails(info: ImageInspectInfo): ImageDetails {
  const config = info.Config ?? {}
  const { LastTagTime } = (info as { Metadata?: { LastTagTime?: string } }).Metadata ?? {}
  return {
    id: info.Id,
    tags: references(info.RepoTags),
    digests: references(info.RepoDigests),
    labels: config.Labels ?? {},
    createdAt: Math.floor(Date.parse(info.Created) / 1000) || 0,
    size: info.Size,
    os: info.Os,
    architecture: info.Architecture,
    ...(info.Variant && { variant: info.Variant }),
    volumes: Object.keys(config.Volumes ?? {}),
    environment: config.Env ?? [],
    exposedPorts: Object.keys(config.ExposedPorts ?? {}),
    // The engine's zero time stands for "never tagged here".
    ...(LastTagTime && !LastTagTime.startsWith('0001-') && { lastTagTime: LastTagTime }),
  }
}

// Before API 1.43 an untagged image is listed with `<none>:<none>` and `<none>@<none>`.
function references(list: readonly string[] | null | undefined): string[] {
  return (list ?? []).filter((reference) => !reference.includes('<none>'))
}
