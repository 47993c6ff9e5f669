import type { Duplex } from 'node:stream'
import { listWorkers } from './control.ts'
import { type GrpcClient, grpcClient } from './grpc/client.ts'
import { takenIn } from './grpc/taken-in.ts'

/** How connections to an engine are opened. */
export interface Door {
  /**
   * Sends `POST <path>` over HTTP/1.1 with these headers, `Connection: Upgrade` and `Upgrade: h2c`; resolves
   * with the bare connection once the engine answered 101. Any other answer rejects with an error that has
   * the HTTP status as its `status` property.
   */
  dial(path: string, headers: Record<string, string | string[]>): Promise<Duplex>
  /** Opens a connection on which nothing has been said yet, for engines that speak HTTP/2 from the start. */
  connect?(): Promise<Duplex>
}

/** An engine that answers, and has no BuildKit. */
export class WithoutBuildKit extends Error {
  override readonly name = 'WithoutBuildKit'
}

/**
 * Opens BuildKit's control API: upgraded at `/grpc`, or plain HTTP/2 where that is gone (Engine 29 on).
 * Rejects with `WithoutBuildKit` when the engine has neither.
 */
export async function connectControl(door: Door): Promise<GrpcClient> {
  try {
    const client = grpcClient(await door.dial('/grpc', {}))
    await takenIn()
    return client
  } catch (error) {
    if (!isUnknownPath(error)) throw error
  }
  const client = door.connect && (await tryDirectly(door.connect))
  if (client === undefined) throw new WithoutBuildKit()
  return client
}

/** An engine that speaks only HTTP/1.1 breaks the connection off, or answers with what is no HTTP/2. */
async function tryDirectly(connect: () => Promise<Duplex>): Promise<GrpcClient | undefined> {
  const client = grpcClient(await connect())
  try {
    await listWorkers(client)
    return client
  } catch {
    client.close()
    return undefined
  }
}

/** Whether the engine does not know the path that was dialled. */
export function isUnknownPath(error: unknown): boolean {
  const status = (error as { status?: unknown }).status
  return status === 404 || status === 400 || status === 405
}
