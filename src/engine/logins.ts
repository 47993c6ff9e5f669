import { spawn } from 'node:child_process'
import { credentialStore } from './credentials.ts'
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
function listRegistries(helper: string, environment: Environment): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const child = spawn(`docker-credential-${helper}`, ['list'], { env: environment })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', () => resolve([]))
    child.on('close', () => resolve(keysOf(output)))
    child.stdin.on('error', () => {})
    child.stdin.end()
  })
}

function keysOf(json: string): string[] {
  try {
    return Object.keys(JSON.parse(json) as object)
  } catch {
    return []
  }
}
