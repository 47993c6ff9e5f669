import type { Duplex } from 'node:stream'
import { Failed } from '../model/failure.ts'
import type { Door } from './kit/transport.ts'

/** The part of the engine that a build needs. */
export interface EngineConnections {
  dial(path: string, headers: Record<string, string | string[]>, signal?: AbortSignal): Promise<Duplex>
  connect?(): Promise<Duplex>
}

/**
 * Makes the kit's door of the engine's, whose refusals are failures and carry the HTTP status as data. The
 * signal also breaks off connections that are still being made.
 */
export function engineDoor(engine: EngineConnections, signal: AbortSignal | undefined): Door {
  return {
    async dial(path, headers) {
      try {
        return await engine.dial(path, { Upgrade: 'h2c', ...headers }, signal)
      } catch (error) {
        throw withStatus(error)
      }
    },
    ...(engine.connect && { connect: () => (engine.connect as () => Promise<Duplex>)() }),
  }
}

function withStatus(error: unknown): unknown {
  const failure = error instanceof Failed ? error.failures[0] : undefined
  return failure?.code === 'engine-error'
    ? Object.assign(error as Failed, { status: failure.data.status })
    : error
}
