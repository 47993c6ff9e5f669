import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Service } from '../model/service.ts'
import type { Operation } from './operation.ts'

/** The engine makes the names of volumes that have none: 64 hex digits. */
const ANONYMOUS = /^[0-9a-f]{64}$/

export interface Inherited {
  /** Volume names by target, for volumes without a name that the file has. */
  readonly byFile: Readonly<Record<string, string>>
  /** The others where the service mounts nothing of its own: taken over if the image has a volume there. */
  readonly byImage: NonNullable<Operation<'create-container'>['inherited']>
}

/**
 * Volumes without a name of the container that is replaced, which go over to the one that takes its place: those that
 * the new definition, its file and its image, still has. What once had a name is none of them.
 */
export function inheritedVolumes(old: ObservedContainer, service: Service): Inherited {
  const own = new Map((service.volumes ?? []).map((mount) => [mount.target, mount]))
  const tmpfs = new Set((service.tmpfs ?? []).map((entry) => entry.split(':')[0]))
  const byFile: Record<string, string> = {}
  const byImage: { target: string; volume: string }[] = []
  for (const { type, name, target } of old.mounts) {
    if (type !== 'volume' || !name || !ANONYMOUS.test(name) || tmpfs.has(target)) continue
    const mine = own.get(target)
    if (!mine) byImage.push({ target, volume: name })
    else if (mine.type === 'volume' && !mine.source) byFile[target] = name
  }
  return { byFile, byImage }
}

/** Anonymous volumes that a container took over from one before it: as it has them by name, the engine keeps them. */
export function takenOver(container: ObservedContainer): string[] {
  if (container.labels[labels.replace] === undefined) return []
  return container.mounts.flatMap(({ type, name }) =>
    type === 'volume' && name && ANONYMOUS.test(name) ? [name] : [],
  )
}
