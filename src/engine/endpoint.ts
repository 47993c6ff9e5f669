import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, defaultAddress, readAddress } from './address.ts'
import type { DockerConfig, Environment } from './docker-config.ts'

/** An engine's address and, for TLS, where its certificates are. */
export interface Endpoint {
  readonly address: Address
  readonly tls?: TlsFiles
}

export interface TlsFiles {
  /** Folder with `ca.pem`, `cert.pem` and `key.pem`. */
  readonly directory: string
  /** Files to take instead of those of the folder; these must be there. */
  readonly named?: Certificates
  /** Whether each of the three must be there. */
  readonly complete: boolean
  /** Whether the engine must show a certificate that the CA vouches for. */
  readonly verify: boolean
}

/** The files of `--tlscacert`, `--tlscert` and `--tlskey`. */
export interface Certificates {
  readonly ca?: string | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

/**
 * Finds the engine in the docker client's order: the context asked for, DOCKER_HOST, DOCKER_CONTEXT, the
 * current context of config.json, the default socket.
 */
export async function findEndpoint(
  config: DockerConfig,
  environment: Environment,
  platform: string,
  { context, certificates }: { readonly context?: string; readonly certificates?: Certificates } = {},
): Promise<Endpoint> {
  const name = context || (environment.DOCKER_HOST ? '' : environment.DOCKER_CONTEXT || config.currentContext)
  if (name && name !== 'default') {
    // Contexts are rare and need node:crypto, which takes milliseconds to load.
    const { readContext } = await import('./context.ts')
    return readContext(config.directory, name)
  }
  return endpointOfEnvironment(config, environment, platform, certificates)
}

function endpointOfEnvironment(
  config: DockerConfig,
  environment: Environment,
  platform: string,
  named: Certificates | undefined,
): Endpoint {
  const address = readAddress(environment.DOCKER_HOST || defaultAddress(platform))
  if (address.kind !== 'tcp') return { address }
  const verify = Boolean(environment.DOCKER_TLS_VERIFY)
  if (!verify && !environment.DOCKER_TLS && !address.text.startsWith('https:')) return { address }
  const folder = environment.DOCKER_CERT_PATH
  return {
    address,
    tls: {
      directory: folder || config.directory,
      complete: Boolean(folder),
      verify,
      ...(named && { named }),
    },
  }
}

/** A socket of a rootless engine or of Docker Desktop, when there is one: only ever a hint. */
export function findOtherSocket(environment: Environment, home: string, tried: string): string | undefined {
  const runtime = environment.XDG_RUNTIME_DIR
  return [
    ...(runtime ? [join(runtime, 'docker.sock'), join(runtime, 'podman', 'podman.sock')] : []),
    join(home, '.docker', 'run', 'docker.sock'),
    '/var/run/docker.sock',
  ]
    .filter((path) => existsSync(path))
    .map((path) => `unix://${path}`)
    .find((address) => address !== tried)
}
