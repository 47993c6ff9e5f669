import { spawn } from 'node:child_process'
import { Failed, failure } from '../model/failure.ts'
import type { AuthEntry, DockerConfig, Environment } from './docker-config.ts'
import type { RegistryCredentials } from './engine.ts'

/** The key of Docker Hub's login in config.json, which is also what helpers know it by. */
export const DOCKER_HUB_KEY = 'https://index.docker.io/v1/'

const DOCKER_HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

/** The name under which the docker client keeps a registry's login. */
export function configKey(registry: string): string {
  return DOCKER_HUB_HOSTS.has(registry) ? DOCKER_HUB_KEY : registry
}

/** Makes the look-up of registry logins; a helper program runs once a registry. */
export function credentialStore(
  config: DockerConfig,
  environment: Environment,
): (registry: string) => Promise<RegistryCredentials | undefined> {
  const asked = new Map<string, Promise<RegistryCredentials | undefined>>()
  return (registry) => {
    const key = configKey(registry)
    const known = asked.get(key) ?? findCredentials(config, environment, key)
    asked.set(key, known)
    return known
  }
}

async function findCredentials(
  config: DockerConfig,
  environment: Environment,
  key: string,
): Promise<RegistryCredentials | undefined> {
  const helper = config.credHelpers?.[key] || config.credsStore
  if (helper) return readHelperAnswer(helper, key, await runHelper(helper, key, environment))
  const entry = findEntry(config.auths ?? {}, key)
  return entry && readAuthEntry(entry)
}

/** A login of config.json; its keys may carry a scheme or a path. */
export function findEntry(auths: Readonly<Record<string, AuthEntry>>, key: string): AuthEntry | undefined {
  return auths[key] ?? Object.entries(auths).find(([name]) => hostOf(name) === hostOf(key))?.[1]
}

/** The host of a key of `auths`. */
export function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
}

/** User and password out of one entry of `auths`; undefined for an entry without them. */
export function readAuthEntry(entry: AuthEntry): RegistryCredentials | undefined {
  const decoded = entry.auth ? Buffer.from(entry.auth, 'base64').toString('utf8').replace(/\0+$/, '') : ''
  const colon = decoded.indexOf(':')
  const username = colon < 0 ? (entry.username ?? '') : decoded.slice(0, colon)
  const password = colon < 0 ? (entry.password ?? '') : decoded.slice(colon + 1)
  const identityToken = entry.identitytoken
  if (!username && !identityToken) return undefined
  return { username, password, ...(identityToken && { identityToken }) }
}

interface HelperRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const NO_CREDENTIALS = /credentials not found/i
const TOKEN_USER = '<token>'

/** Reads what `docker-credential-… get` printed. */
export function readHelperAnswer(
  helper: string,
  registry: string,
  { code, stdout, stderr }: HelperRun,
): RegistryCredentials | undefined {
  if (code !== 0) {
    if (NO_CREDENTIALS.test(stdout)) return undefined
    throw helperFailed(helper, registry, stdout.trim() || stderr.trim() || `exit code ${code}`)
  }
  const { Username, Secret } = parseAnswer(helper, registry, stdout)
  if (Username === TOKEN_USER) return { username: '', password: '', identityToken: Secret }
  return Username || Secret ? { username: Username, password: Secret } : undefined
}

function parseAnswer(helper: string, registry: string, stdout: string): { Username: string; Secret: string } {
  // The answer itself may hold a password, so it is not shown.
  const refuse = () => helperFailed(helper, registry, 'no-login')
  const answer = parseObject(stdout)
  if (!answer) throw refuse()
  const { Username = '', Secret = '' } = answer
  if (typeof Username !== 'string' || typeof Secret !== 'string') throw refuse()
  return { Username, Secret }
}

/** The JSON object that a helper printed; undefined where it printed something else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}

/** Characters that a helper may print; logins are short. */
const MAX_ANSWER = 1 << 20

/** Runs `docker-credential-…`; `get` and `erase` are told the registry, `store` the login as JSON. */
export function runHelper(
  helper: string,
  key: string,
  environment: Environment,
  action: 'get' | 'store' | 'erase' | 'list' = 'get',
  input = `${key}\n`,
): Promise<HelperRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(`docker-credential-${helper}`, [action], { env: environment })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
        if (output[name].length <= MAX_ANSWER) return
        child.kill('SIGKILL')
        reject(helperFailed(helper, key, 'too-long'))
      })
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(helperFailed(helper, key, error.code ?? error.message))
    })
    child.on('close', (code) => resolve({ code, ...output }))
    // A helper that does not read its input closes the pipe; its answer counts.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

export function helperFailed(helper: string, registry: string, reason: string): Failed {
  return new Failed(failure('credential-helper-failed', { helper, registry, reason }))
}
