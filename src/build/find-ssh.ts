import { stat } from 'node:fs/promises'
import { LARGEST, readPlainFile } from '../files/read-file.ts'
import { type Failure, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import type { SshAgent } from './kit/services/ssh.ts'
import { identityOf, type SshIdentity } from './kit/ssh/identity.ts'
import { readPrivateKey, UnusableKey } from './kit/ssh/openssh-key.ts'

/** Agents by id, and what kept one from being made. */
export interface FoundSsh {
  readonly agents: ReadonlyMap<string, SshAgent>
  readonly failures: readonly Failure[]
}

/**
 * Makes the agents of a request's `ssh:` entries: a socket is an agent, a file is a key, several keys of one
 * id (also in one entry, with commas) share an agent, and without a path it is the user's own agent.
 */
export async function findSsh(request: BuildRequest, userAgent: string | undefined): Promise<FoundSsh> {
  const agents = new Map<string, SshAgent>()
  const failures: Failure[] = []
  for (const { id, path } of sshEntries(request, userAgent)) {
    for (const part of path?.split(',') ?? [userAgent]) {
      const found = await findAgent(request.service, id, part)
      if ('code' in found) failures.push(found)
      else agents.set(id, joined(agents.get(id), found))
    }
  }
  return { agents, failures }
}

/** A repository that is fetched over ssh needs the user's agent though nothing says so. */
function sshEntries(request: BuildRequest, userAgent: string | undefined): NonNullable<BuildRequest['ssh']> {
  if (request.ssh && request.ssh.length > 0) return request.ssh
  return userAgent !== undefined && /^(git@|ssh:\/\/)/.test(request.context) ? [{ id: 'default' }] : []
}

async function findAgent(service: string, id: string, path: string | undefined): Promise<SshAgent | Failure> {
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined)
  if (path === undefined || found === undefined) {
    return failure('build-ssh-missing', { service, id, ...(path && { path }) })
  }
  if (found.isSocket()) return { socket: path }
  const key = await readIdentity(path)
  if ('reason' in key) return failure('build-ssh-key-unusable', { service, id, path, reason: key.reason })
  return { identities: [key] }
}

async function readIdentity(path: string): Promise<SshIdentity | { reason: string }> {
  try {
    return identityOf(readPrivateKey(readPlainFile(path, LARGEST.setting).toString('utf8')))
  } catch (error) {
    return { reason: error instanceof UnusableKey ? error.reason : (error as Error).message }
  }
}

function joined(before: SshAgent | undefined, next: SshAgent): SshAgent {
  if (before === undefined || 'socket' in before || 'socket' in next) return next
  return { identities: [...before.identities, ...next.identities] }
}
