import { Failed } from '../model/failure.ts'
import { credentialStore, parseObject, runHelper } from './credentials.ts'
import type { DockerConfig, Environment } from './docker-config.ts'
import { readDockerConfig } from './docker-config.ts'

/** The user's registry logins, those kept by helper programs too, as the text of a docker `config.json`. */
export async function readLogins(environment: Environment, home: string): Promise<string> {
  const config = readDockerConfig(environment, home)
  const find = credentialStore(config, environment)
  const auths: Record<string, object> = {}
  for (const registry of await registriesOf(config, environment)) {
    const login = await find(registry)
    if (!login) continue
    const { username, password, identityToken } = login
    auths[registry] = {
      ...(username && { auth: Buffer.from(`${username}:${password}`).toString('base64') }),
      ...(identityToken && { identitytoken: identityToken }),
    }
  }
  return `${JSON.stringify({ auths }, null, '\t')}\n`
}

async function registriesOf(config: DockerConfig, environment: Environment): Promise<readonly string[]> {
  const stored = config.credsStore ? await listRegistries(config.credsStore, environment) : []
  const names = [...Object.keys(config.auths ?? {}), ...Object.keys(config.credHelpers ?? {}), ...stored]
  return [...new Set(names)].sort()
}

/** What `docker-credential-… list` knows; a helper that cannot list knows nothing more than the file says. */
async function listRegistries(helper: string, environment: Environment): Promise<readonly string[]> {
  try {
    const { stdout } = await runHelper(helper, '', environment, 'list', '')
    return Object.keys(parseObject(stdout) ?? {})
  } catch (error) {
    if (error instanceof Failed) return []
    throw error
  }
}
