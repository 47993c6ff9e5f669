import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Failed, type Failure, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { findContextService, isContextReference, isRemoteContext } from './context-kind.ts'
import { findCopiedPaths } from './copied-paths.ts'
import { contextDirectory, dockerfileDirectory } from './directory-names.ts'
import { findSsh } from './find-ssh.ts'
import { directorySource } from './kit/files/directory-source.ts'
import { memorySource } from './kit/files/memory-source.ts'
import { type FileSource, UnreadableFile } from './kit/files/source.ts'
import type { SecretSource } from './kit/services/secrets.ts'
import type { SshAgents } from './kit/services/ssh.ts'
import { type Caches, findCaches } from './local-caches.ts'
import { checkFile, readDockerfile, readIgnoreFileOf } from './read-build-file.ts'

/** What a build takes from this machine, checked to be there. */
export interface BuildInputs {
  readonly directories: ReadonlyMap<string, FileSource>
  /** Why a directory could not be sent as a whole, once that has shown: BuildKit only says that it was broken off. */
  readonly broken: { error?: UnreadableFile }
  readonly secrets: ReadonlyMap<string, SecretSource>
  readonly ssh: SshAgents
  readonly caches: Caches
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
  const [context, missing, ssh, caches] = await Promise.all([
    checkContext(request),
    checkSecrets(request),
    findSsh(request, around.sshAgent),
    findCaches(request),
  ])
  const failures = [...context, ...missing, ...ssh.failures]
  if (failures.length > 0) throw new Failed(failures)
  if (!isRemoteContext(request.context)) readIgnoreFileOf(request)
  const broken: BuildInputs['broken'] = {}
  const directories = new Map(
    [...directoriesOf(request)].map(([name, source]) => [name, noting(source, broken)]),
  )
  const secrets = new Map(request.secrets?.map(({ id, ...source }) => [id, source as SecretSource]))
  // Not the secrets' values: the engine keeps this key.
  const lasting = [request.context, localContexts(request), await contextPart(request), [...secrets.keys()]]
  return {
    directories,
    broken,
    secrets,
    ssh: ssh.agents,
    caches,
    directoryKey: digest(lasting),
    shareKey: digest([lasting, [...secrets], request.ssh, [...caches.stores]]),
  }
}

/**
 * What of the context the build will be asked for. The engine keeps one copy for a key: were it asked for
 * another part each time, it would drop and send for files again and again.
 */
async function contextPart(request: BuildRequest): Promise<unknown> {
  if (isRemoteContext(request.context)) return request.service
  const path = dockerfilePath(request)
  const text = request.dockerfileInline ?? readDockerfile(request, path)
  const copied = findCopiedPaths(text, request.target)
  const varies = copied.some((copy) => copy.includes('$'))
  const ignore = `${path}.dockerignore`
  const hasOwnIgnore = request.dockerfileInline === undefined && (await isFile(ignore))
  return [copied, varies && request.args, hasOwnIgnore && ignore]
}

/** A source that notes what breaks a walk off. */
function noting(source: FileSource, broken: BuildInputs['broken']): FileSource {
  return {
    ...source,
    walk: (...all) =>
      source.walk(...all).catch((error: unknown) => {
        if (error instanceof UnreadableFile) broken.error ??= error
        throw error
      }),
  }
}

/** The directories by the name that BuildKit asks for. */
function directoriesOf(request: BuildRequest): Map<string, FileSource> {
  const { context, dockerfileInline: inline } = request
  const directories = new Map<string, FileSource>()
  const dockerfile = dockerfileDirectory(request)
  if (!isRemoteContext(context)) {
    directories.set('context', directorySource(context))
    if (inline === undefined) directories.set(dockerfile, directorySource(dirname(dockerfilePath(request))))
  }
  if (inline !== undefined) directories.set(dockerfile, memorySource({ Dockerfile: inline }))
  for (const [name, path] of localContexts(request))
    directories.set(contextDirectory(name), directorySource(path))
  return directories
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
    const problem = checkFile(service, 'dockerfile', candidate)
    if (problem !== 'missing') return problem
  }
  return [failure('build-dockerfile-missing', { service, path })]
}

function checkSecrets({ service, secrets = [] }: BuildRequest): Failure[] {
  const missing: Failure[] = []
  for (const secret of secrets) {
    if (!('file' in secret)) continue
    const problem = checkFile(service, 'build-secret', secret.file)
    if (problem !== 'missing') missing.push(...problem)
    else missing.push(failure('build-secret-missing', { service, id: secret.id, path: secret.file }))
  }
  return missing
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ?? false
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}
