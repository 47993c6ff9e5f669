import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Failed, type Failure, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { findContextService, isContextReference, isRemoteContext } from './context-kind.ts'
import { findSsh } from './find-ssh.ts'
import { directorySource } from './kit/files/directory-source.ts'
import { memorySource } from './kit/files/memory-source.ts'
import type { FileSource } from './kit/files/source.ts'
import type { SecretSource } from './kit/services/secrets.ts'
import type { SshAgents } from './kit/services/ssh.ts'
import { contextDirectory } from './solve-attrs.ts'

/** What a build takes from this machine, checked to be there. */
export interface BuildInputs {
  readonly directories: ReadonlyMap<string, FileSource>
  readonly secrets: ReadonlyMap<string, SecretSource>
  readonly ssh: SshAgents
  /** Builds with the same one may share a session. */
  readonly shareKey: string
  /** Names the engine's copies of the directories; the same in every run. */
  readonly directoryKey: string
}

/** What the inputs of a request are found with. */
export interface InputSurroundings {
  /** The user's ssh agent, for `ssh:` entries without a path. */
  readonly sshAgent: string | undefined
}

/** Finds a request's inputs, or fails with everything that is missing. */
export async function findInputs(request: BuildRequest, around: InputSurroundings): Promise<BuildInputs> {
  const [context, missing, ssh] = await Promise.all([
    checkContext(request),
    checkSecrets(request),
    findSsh(request, around.sshAgent),
  ])
  const failures = [...context, ...missing, ...ssh.failures]
  if (failures.length > 0) throw new Failed(failures)
  const paths = directoryPaths(request)
  const directories = new Map<string, FileSource>()
  for (const [name, path] of paths) directories.set(name, directorySource(path))
  const { dockerfileInline: inline } = request
  if (inline !== undefined) directories.set('dockerfile', memorySource({ Dockerfile: inline }))
  const secrets = new Map(request.secrets?.map(({ id, ...source }) => [id, source as SecretSource]))
  // Not the secrets' values: the engine keeps this key.
  const lasting = [[...paths], request.target, inline !== undefined && request.service, [...secrets.keys()]]
  return {
    directories,
    secrets,
    ssh: ssh.agents,
    directoryKey: digest(lasting),
    shareKey: digest([lasting, inline, [...secrets], request.ssh]),
  }
}

/** The directories on disk by the name that BuildKit asks for. */
function directoryPaths(request: BuildRequest): Map<string, string> {
  const paths = new Map<string, string>()
  if (!isRemoteContext(request.context)) {
    paths.set('context', request.context)
    if (request.dockerfileInline === undefined) paths.set('dockerfile', dirname(dockerfilePath(request)))
  }
  for (const [name, path] of localContexts(request)) paths.set(contextDirectory(name), path)
  return paths
}

function dockerfilePath({ context, dockerfile = 'Dockerfile' }: BuildRequest): string {
  return resolve(context, dockerfile)
}

function localContexts({ context, additionalContexts = {} }: BuildRequest): [string, string][] {
  return Object.entries(additionalContexts)
    .filter(([, value]) => !isContextReference(value) && findContextService(value) === undefined)
    .map(([name, path]) => [name, isRemoteContext(context) ? path : resolve(context, path)])
}

async function checkContext(request: BuildRequest): Promise<Failure[]> {
  const { service, context, dockerfileInline } = request
  const roots = [
    ...(isRemoteContext(context) ? [] : [context]),
    ...localContexts(request).map(([, path]) => path),
  ]
  const missing: Failure[] = []
  for (const path of roots) {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isDirectory()) missing.push(failure('build-context-missing', { service, path }))
  }
  if (missing.length > 0 || isRemoteContext(context) || dockerfileInline !== undefined) return missing
  const path = dockerfilePath(request)
  const candidates = path.endsWith('/Dockerfile') ? [path, path.replace(/Dockerfile$/, 'dockerfile')] : [path]
  for (const candidate of candidates) {
    if ((await stat(candidate).catch(() => undefined))?.isFile()) return []
  }
  return [failure('build-dockerfile-missing', { service, path })]
}

async function checkSecrets({ service, secrets = [] }: BuildRequest): Promise<Failure[]> {
  const missing: Failure[] = []
  for (const secret of secrets) {
    if (!('file' in secret)) continue
    const found = await stat(secret.file).catch(() => undefined)
    if (!found?.isFile()) {
      missing.push(failure('build-secret-missing', { service, id: secret.id, path: secret.file }))
    }
  }
  return missing
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}
