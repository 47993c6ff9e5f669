import { createHash } from 'node:crypto'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { usedFiles } from './secrets-and-configs.ts'

/** Digests of what a service's secrets and configs hold, by kind and name: `secret password`. */
export type FileDigests = Readonly<Record<string, string>>

/**
 * What the secrets and configs of a service hold, short enough for a label. `digestOf` gives the digest of a host
 * file, undefined where it cannot be read; what has no digest is left out.
 */
export function fileDigests(
  service: Service,
  project: Project,
  digestOf: (path: string) => string | undefined,
): FileDigests {
  const digests: Record<string, string> = {}
  for (const { kind, reference, object } of usedFiles(service, project)) {
    const text = object.content || (object.environment && project.environment.get(object.environment))
    const digest = object.file ? digestOf(object.file) : text ? digestText(text) : undefined
    if (digest) digests[`${kind} ${reference.source}`] = digest
  }
  return digests
}

/** The first 16 hex digits of the SHA-256: enough to tell that something has changed. */
export function digestText(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
