import type { Related, Where } from './failure.ts'
import type { Place } from './place.ts'
import type { Origin, Tree, Via } from './tree.ts'
import { findOrigin } from './tree.ts'

type Path = readonly (string | number)[]

/** Where a value was written, with the links by which it came to where it is. */
export function whereOf(origin: Origin | undefined): Where {
  return origin ? { at: shownPlace(origin), related: chainOf(origin.via) } : {}
}

/** Where the value on a path was written. */
export function whereIs(root: Tree, path: Path): Where {
  return whereOf(findOrigin(root, path))
}

/** Where the last key of a path was written. */
export function whereIsKey(root: Tree, path: Path): Where {
  const origin = findOrigin(root, path)
  return origin ? { at: origin.key ?? origin.at, related: chainOf(origin.via) } : {}
}

/** An empty value is best seen by its key. */
function shownPlace({ at, key }: Origin): Place {
  return at.start === at.end && key ? key : at
}

/** The same place with a second one that it collides with. */
export function besides(where: Where, note: string, other: Where): Where {
  if (!other.at) return where
  return { at: where.at, related: [{ note, at: other.at }, ...(where.related ?? [])] }
}

const NOTES: Readonly<Record<Via['kind'], string>> = {
  anchor: 'used here',
  'merge-key': 'merged in here',
  extends: 'extended here',
  include: 'included here',
  env_file: 'the variable is set here',
  label_file: 'the label is set here',
  interpolation: 'written here',
}

/** A chain that is longer explains nothing any more. */
const SHOWN = 8

/** The links by which something came, nearest first. */
export function chainOf(via: Origin['via']): Related[] {
  const links: Related[] = []
  for (let link = via; link && links.length < SHOWN; link = link.next) {
    // The place of an interpolated text is the failure's own.
    if (link.kind !== 'interpolation') links.push({ note: NOTES[link.kind], at: link.at })
  }
  return links
}
