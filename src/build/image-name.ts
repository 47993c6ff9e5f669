/**
 * The full form of an image's name, which BuildKit's exporter and its `docker-image://` contexts want:
 * registry, `library/` for Docker's own images, and a tag.
 */
export function fullImageName(name: string): string {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const hasRegistry = first === 'localhost' || /[.:]/.test(first)
  const path = hasRegistry ? name : `docker.io/${slash < 0 ? `library/${name}` : name}`
  const tail = path.slice(path.lastIndexOf('/') + 1)
  return tail.includes(':') || tail.includes('@') ? path : `${path}:latest`
}
