/** The parts of an image reference as it was written. */
export interface ImageReference {
  /** Registry and repository: `redis`, `quay.io/org/app`. */
  readonly name: string
  readonly tag?: string
  /** `sha256:…` */
  readonly digest?: string
}

/** Splits a reference; a colon before the last slash belongs to the registry's port. */
export function splitReference(reference: string): ImageReference {
  const [tagged = '', digest] = reference.split('@', 2)
  const colon = tagged.lastIndexOf(':')
  const hasTag = colon > tagged.lastIndexOf('/')
  return {
    name: hasTag ? tagged.slice(0, colon) : tagged,
    ...(hasTag && { tag: tagged.slice(colon + 1) }),
    ...(digest && { digest }),
  }
}

/** The registry of an image: its part before the first slash if that looks like a host, else `docker.io`. */
export function registryOf(reference: string): string {
  const slash = reference.indexOf('/')
  const first = slash < 0 ? '' : reference.slice(0, slash)
  return /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io'
}
