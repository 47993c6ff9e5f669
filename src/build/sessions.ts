import { randomBytes } from 'node:crypto'
import type { BuildInputs } from './build-inputs.ts'
import type { FileSource } from './kit/files/source.ts'
import type { GrpcClient } from './kit/grpc/client.ts'
import type { Handler } from './kit/grpc/server.ts'
import { authHandlers, type FindLogin } from './kit/services/auth.ts'
import { contentHandlers } from './kit/services/content.ts'
import { type Directories, fileSyncHandlers } from './kit/services/filesync.ts'
import { healthHandlers } from './kit/services/health.ts'
import { secretHandlers } from './kit/services/secrets.ts'
import { sshHandlers } from './kit/services/ssh.ts'
import { openSession, type Session } from './kit/session.ts'
import type { Door } from './kit/transport.ts'

/** The sessions of one run. */
export interface BuildSessions {
  /** Gives the id of a session that serves these inputs, opening it when there is none yet. */
  open(inputs: BuildInputs): Promise<string>
  close(): void
}

/**
 * Builds that take the same of the same context share a session, so that BuildKit sees their contexts as one
 * and sends for it once. Those with other secrets do not: a session's secrets are open to all that is built in it.
 */
export function createSessions(
  door: Door,
  control: GrpcClient,
  all: Iterable<BuildInputs>,
  findLogin?: FindLogin,
): BuildSessions {
  const directories = joinedDirectories(all)
  const sessions = new Map<string, Promise<Session>>()
  const closing = new AbortController()
  return {
    async open(inputs) {
      const known = sessions.get(inputs.shareKey)
      if (known) return (await known).id
      const opening = openSession(door, control, {
        id: randomBytes(12).toString('hex'),
        sharedKey: inputs.directoryKey,
        handlers: handlersOf(inputs, directories.get(inputs.shareKey) ?? new Map(), findLogin),
      })
      sessions.set(inputs.shareKey, opening)
      const session = await opening
      if (closing.signal.aborted) session.close()
      return session.id
    },
    close() {
      closing.abort()
      for (const opening of sessions.values()) {
        opening.then(
          (session) => session.close(),
          () => undefined,
        )
      }
    },
  }
}

/** The directories of all that share a session: the same contexts, and each its own Dockerfile. */
function joinedDirectories(all: Iterable<BuildInputs>): Map<string, Map<string, FileSource>> {
  const joined = new Map<string, Map<string, FileSource>>()
  for (const { shareKey, directories } of all) {
    joined.set(shareKey, new Map([...(joined.get(shareKey) ?? []), ...directories]))
  }
  return joined
}

function handlersOf(
  inputs: BuildInputs,
  directories: Directories,
  findLogin: FindLogin | undefined,
): Map<string, Handler> {
  return new Map([
    ...healthHandlers(),
    ...fileSyncHandlers(directories),
    ...(findLogin ? authHandlers(findLogin) : []),
    ...(inputs.secrets.size > 0 ? secretHandlers(inputs.secrets) : []),
    ...(inputs.ssh.size > 0 ? sshHandlers(inputs.ssh) : []),
    ...(inputs.caches.stores.size > 0 ? contentHandlers(inputs.caches.stores) : []),
  ])
}
