import { type Handler, unaryHandler } from '../grpc/server.ts'
import { empty, healthResponse } from '../wire/messages.ts'

const serving = 1

/** Serves the health check, without which the engine gives a session up after ten seconds. */
export function healthHandlers(): [string, Handler][] {
  return [['/grpc.health.v1.Health/Check', unaryHandler(empty, healthResponse, () => ({ status: serving }))]]
}
