import { join } from 'node:path'
import { LARGEST } from '../files/read-file.ts'
import { readIfThereOrFail } from '../files/read-or-fail.ts'
import { Failed, failure } from '../model/failure.ts'
import { jsonProblem } from './json-problem.ts'

/** The parts of the docker client's `config.json` that concern us. */
export interface DockerConfig {
  readonly directory: string
  readonly currentContext?: string
  /** Folders with plugins of the docker client, besides its own. */
  readonly cliPluginsExtraDirs?: readonly string[]
  readonly auths?: Readonly<Record<string, AuthEntry>>
  readonly credsStore?: string
  readonly credHelpers?: Readonly<Record<string, string>>
  /** By the engine's address, or `default`. */
  readonly proxies?: Readonly<Record<string, ProxySettings>>
}

/** How containers reach the outside. */
export interface ProxySettings {
  readonly httpProxy?: string
  readonly httpsProxy?: string
  readonly noProxy?: string
  readonly ftpProxy?: string
  readonly allProxy?: string
}

export interface AuthEntry {
  /** Base64 of `user:password`. */
  readonly auth?: string
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
}

/** Names of environment variables to their values, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads `config.json` from DOCKER_CONFIG or `~/.docker`; an absent file is an empty configuration. */
export function readDockerConfig(environment: Environment, home: string): DockerConfig {
  const directory = environment.DOCKER_CONFIG || join(home, '.docker')
  const path = join(directory, 'config.json')
  const text = readIfPresent(path)
  if (!text?.trim()) return { directory }
  try {
    return { ...(JSON.parse(text) as object), directory }
  } catch (error) {
    throw new Failed(failure('docker-config-invalid', { path, reason: jsonProblem(error) }))
  }
}

function readIfPresent(path: string): string | undefined {
  return readIfThereOrFail(path, LARGEST.setting)?.toString('utf8')
}
