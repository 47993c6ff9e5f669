import { type Handler, unaryHandler } from '../grpc/server.ts'
import { credentialsRequest, credentialsResponse } from '../wire/messages.ts'

/** A login at one registry. With an identity token the user name is empty and the token is the secret. */
export interface RegistryLogin {
  readonly username: string
  readonly secret: string
}

/** Finds the login for a registry host; undefined for anonymous access. */
export type FindLogin = (host: string) => Promise<RegistryLogin | undefined>

/** Serves `moby.filesync.v1.Auth/Credentials`: each registry is told its own login and no other's. */
export function authHandlers(findLogin: FindLogin): [string, Handler][] {
  const credentials = unaryHandler(
    credentialsRequest,
    credentialsResponse,
    async ({ host }) => (await findLogin(host)) ?? {},
  )
  return [['/moby.filesync.v1.Auth/Credentials', credentials]]
}
