import { randomBytes } from 'node:crypto'
import type { BuildInputs } from './build-inputs.ts'
import type { GrpcClient } from './kit/grpc/client.ts'
import type { Handler } from './kit/grpc/server.ts'
import { authHandlers, type FindLogin } from './kit/services/auth.ts'
import { fileSyncHandlers } from './kit/services/filesync.ts'
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
 * Builds with equal inputs share a session, so that BuildKit sees their contexts as one and sends for it once.
 * Others do not: a session's secrets are open to whatever is built in it.
 */
export function createSessions(door: Door, control: GrpcClient, findLogin?: FindLogin): BuildSessions {
  const sessions = new Map<string, Promise<Session>>()
  const closing = new AbortController()
  return {
    async open(inputs) {
      const known = sessions.get(inputs.shareKey)
      if (known) return (await known).id
      const opening = openSession(door, control, {
        id: randomBytes(12).toString('hex'),
        sharedKey: inputs.directoryKey,
        handlers: handlersOf(inputs, findLogin),
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

function handlersOf(inputs: BuildInputs, findLogin: FindLogin | undefined): Map<string, Handler> {
  return new Map([
    ...healthHandlers(),
    ...fileSyncHandlers(inputs.directories),
    ...(findLogin ? authHandlers(findLogin) : []),
    ...(inputs.secrets.size > 0 ? secretHandlers(inputs.secrets) : []),
    ...(inputs.ssh.size > 0 ? sshHandlers(inputs.ssh) : []),
  ])
}
