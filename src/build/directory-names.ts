import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { BuildRequest } from './build-request.ts'

/** The name under which the session serves an additional context; two names are taken by the main ones. */
export function contextDirectory(name: string): string {
  return name === 'context' || name === 'dockerfile' ? `_${name}` : name
}

/**
 * The name under which the session serves the directory of the Dockerfile. Services that share a session have
 * the context in common, not the Dockerfile; only one beside the context has the usual name.
 */
export function dockerfileDirectory(request: BuildRequest): string {
  const { service, context, dockerfile = 'Dockerfile', dockerfileInline } = request
  if (dockerfileInline !== undefined) return `dockerfile-of-${service}`
  const directory = dirname(resolve(context, dockerfile))
  if (directory === resolve(context)) return 'dockerfile'
  return `dockerfile-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`
}
