import { archives } from './archives.ts'
import { buildClassic } from './build-classic.ts'
import { containers } from './containers.ts'
import { credentialStore } from './credentials.ts'
import { dial } from './dial.ts'
import { type Environment, readDockerConfig } from './docker-config.ts'
import { openDoor } from './door.ts'
import { type Certificates, findEndpoint } from './endpoint.ts'
import type { Engine } from './engine.ts'
import { events } from './events.ts'
import { execs } from './exec.ts'
import { images } from './images.ts'
import { openLink } from './link.ts'
import { logIn } from './log-in.ts'
import { networksAndVolumes } from './networks-and-volumes.ts'
import { proxyVariables } from './proxies.ts'
import { streams } from './streams.ts'
import { transfer } from './transfer.ts'
import { openTransport } from './transport.ts'

export interface ConnectOptions {
  readonly environment: Environment
  /** The user's home folder, where the docker client keeps its configuration. */
  readonly home: string
  /** As `process.platform` has it; decides the default socket. */
  readonly platform: string
  /** A docker context, as of `--context`. */
  readonly context?: string
  /** Files for TLS, instead of those of the docker client's folder. */
  readonly certificates?: Certificates
  /** Ends the calls that are being waited for. */
  readonly signal?: AbortSignal
  /** Leaves the calls only some seconds. */
  readonly hurry?: AbortSignal
  /** Told of a call that the engine has not answered for a while. */
  onSlow?(slow: { address: string; what: string; seconds: number }): void
}

/**
 * Finds the engine as the docker client does and makes its interface. Sends nothing: an engine that is not
 * there shows at the first call. DOCKER_API_VERSION sets the API version to ask for first, COMPOSE_HTTP_TIMEOUT
 * the seconds a call may stay unanswered.
 */
export async function connectEngine({
  environment,
  home,
  platform,
  signal,
  hurry,
  onSlow,
  ...named
}: ConnectOptions): Promise<Engine> {
  const config = readDockerConfig(environment, home)
  const endpoint = await findEndpoint(config, environment, platform, named)
  const link = await openLink(endpoint, environment, home)
  const door = await openDoor(
    openTransport(link, {
      ...(signal && { signal }),
      ...(hurry && { hurry }),
      ...(onSlow && { onSlow }),
      ...(environment.DOCKER_API_VERSION && { apiVersion: environment.DOCKER_API_VERSION }),
      ...(Number(environment.COMPOSE_HTTP_TIMEOUT) > 0 && {
        timeout: Number(environment.COMPOSE_HTTP_TIMEOUT),
      }),
    }),
  )
  const credentials = credentialStore(config, environment)
  return {
    address: link.address,
    local: link.local,
    proxies: proxyVariables(config, link.address),
    apiVersion: door.transport.apiVersion,
    credentials,
    ...containers(door),
    ...images(door),
    ...networksAndVolumes(door),
    ...transfer(door, credentials),
    ...archives(door),
    ...streams(door),
    ...execs(door),
    ...events(door),
    ...logIn(door),
    ...dial(door),
    ...buildClassic(door),
  }
}
