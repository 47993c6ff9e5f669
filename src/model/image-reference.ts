/**
 * The form in which the engine lists an image's references: without `docker.io/` and `library/`, with
 * `:latest` when neither tag nor digest is given. Ids (`sha256:…`) stay as they are.
 */
export function familiarReference(reference: string): string {
  if (reference.startsWith('sha256:')) return reference
  const name = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\/(?=[^/]+$)/, '')
  const tail = name.slice(name.lastIndexOf('/') + 1)
  return tail.includes(':') || tail.includes('@') ? name : `${name}:latest`
}
