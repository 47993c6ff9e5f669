import { randomBytes } from 'node:crypto'
import { mkdir, realpath, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  configKey,
  DOCKER_HUB_KEY,
  helperFailed,
  hostOf,
  readHelperAnswer,
  runHelper,
} from './credentials.ts'
import { type AuthEntry, type DockerConfig, type Environment, readDockerConfig } from './docker-config.ts'
import type { RegistryCredentials } from './engine.ts'

/** What the docker client's configuration keeps a registry's login under; its own registry where none is named. */
export function loginKey(server: string | undefined): string {
  return server === undefined || server === DOCKER_HUB_KEY ? DOCKER_HUB_KEY : configKey(hostOf(server))
}

/**
 * Keeps a login as `docker login` does: with the helper program that the docker client's configuration names for
 * the registry, else in `config.json` itself, whose path is given back then: anybody who reads it has the password.
 */
export async function saveLogin(
  environment: Environment,
  home: string,
  key: string,
  login: RegistryCredentials,
): Promise<string | undefined> {
  const config = readDockerConfig(environment, home)
  const helper = helperOf(config, key)
  const { username, password, identityToken } = login
  if (helper) {
    const [Username, Secret] = identityToken ? [TOKEN_USER, identityToken] : [username, password]
    const stored = JSON.stringify({ ServerURL: key, Username, Secret })
    const { code, stdout, stderr } = await runHelper(helper, key, environment, 'store', stored)
    if (code !== 0) throw helperFailed(helper, key, stdout.trim() || stderr.trim() || `exit code ${code}`)
  }
  const auth = Buffer.from(`${username}:${identityToken ? '' : password}`).toString('base64')
  const plain = { auth, ...(identityToken && { identitytoken: identityToken }) }
  // With a helper the file has only the name, as the docker client leaves it.
  const path = await writeAuths(config, { ...config.auths, [key]: helper ? {} : plain })
  return helper ? undefined : path
}

/** Forgets a login, as `docker logout` does; false where there is none. */
export async function removeLogin(environment: Environment, home: string, key: string): Promise<boolean> {
  const config = readDockerConfig(environment, home)
  const helper = helperOf(config, key)
  const kept = Object.entries(config.auths ?? {}).filter(([name]) => hostOf(name) !== hostOf(key))
  const isNamed = kept.length < Object.keys(config.auths ?? {}).length
  const isErased = helper !== undefined && (await eraseFrom(helper, key, environment))
  if (isNamed) await writeAuths(config, Object.fromEntries(kept))
  return isNamed || isErased
}

/** Name that helpers keep a token under. */
const TOKEN_USER = '<token>'

function helperOf({ credHelpers, credsStore }: DockerConfig, key: string): string | undefined {
  return credHelpers?.[key] || credsStore || undefined
}

/** Helpers say nothing of whether they had it, so it is asked for first. */
async function eraseFrom(helper: string, key: string, environment: Environment): Promise<boolean> {
  if (!readHelperAnswer(helper, key, await runHelper(helper, key, environment))) return false
  const { code, stdout, stderr } = await runHelper(helper, key, environment, 'erase')
  if (code !== 0) throw helperFailed(helper, key, stdout.trim() || stderr.trim() || `exit code ${code}`)
  return true
}

/** Whole or not at all, for the user alone; everything else in the file stays. */
async function writeAuths(
  { directory, ...config }: DockerConfig,
  auths: Readonly<Record<string, AuthEntry>>,
): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'config.json')
  // A link stays a link: the file may be kept elsewhere.
  const file = await realpath(path).catch(() => path)
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  try {
    await writeFile(draft, `${JSON.stringify({ ...config, auths }, undefined, '\t')}\n`, {
      flag: 'wx',
      mode: 0o600,
    })
    await rename(draft, file)
  } catch (error) {
    await unlink(draft).catch(() => {})
    throw error
  }
  return path
}
