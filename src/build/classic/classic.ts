import { randomBytes } from 'node:crypto'
import { isAbsolute, posix, relative, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { Failed, failure } from '../../model/failure.ts'
import type { BuildOptions, BuiltImage } from '../build-options.ts'
import type { BuildRequest } from '../build-request.ts'
import type { BuildJob } from '../buildkit.ts'
import { isRemoteContext } from '../context-kind.ts'
import { directorySource } from '../kit/files/directory-source.ts'
import { UnreadableFile } from '../kit/files/source.ts'
import { type ExtraFile, tarOf } from '../kit/files/tar.ts'
import { readDockerfile, readIgnoreFileOf } from '../read-build-file.ts'
import { runBuilds } from '../run-builds.ts'
import { withoutPrivate, withoutPrivateRefusal } from '../without-private.ts'
import { createClassicReader } from './classic-events.ts'
import { checkClassicSupport, classicQuery } from './classic-query.ts'

type BuildClassic = NonNullable<BuildOptions['buildClassic']>

/**
 * Builds with the engine's own endpoint, for engines without BuildKit: the whole context travels each time, and
 * what only BuildKit can do is refused.
 */
export async function buildWithClassic(
  { all, options }: BuildJob,
  buildClassic: BuildClassic,
): Promise<Map<string, BuiltImage>> {
  const unsupported = [...all.values()].flatMap((one) => checkClassicSupport(one, options.checkOnly ?? false))
  if (unsupported.length > 0) throw new Failed(unsupported)
  const { parallel, signal } = options
  return runBuilds(all, { signal, ...(parallel && { parallel }) }, (request, stop) =>
    buildOne(request, buildClassic, options, stop),
  )
}

async function buildOne(
  request: BuildRequest,
  buildClassic: BuildClassic,
  { onEvent = () => {}, memory }: BuildOptions,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const { service } = request
  const begun = now()
  const { tar, dockerfile } = await sentContext(request, signal)
  const reader = createClassicReader(service, onEvent, now)
  const headers = { 'content-type': 'application/x-tar' }
  const query = classicQuery(request, dockerfile, memory)
  try {
    for await (const message of buildClassic(tar, query, headers, signal)) reader.add(message)
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new Failed(failure('build-failed', { service, reason: error.message }))
    throw withoutPrivateRefusal(request, error)
  }
  const told = reader.end()
  if (told) throw new Failed(failure('build-failed', withoutPrivate(request, told)))
  const id = reader.imageId()
  onEvent({ service, kind: 'built', seconds: now() - begun, ...(id && { image: id }) })
  return { id, metadata: {} }
}

interface SentContext {
  readonly tar: Readable
  /** Where the Dockerfile is in it. */
  readonly dockerfile: string
}

/** The context as a tar; a Dockerfile that is not in it travels as an extra file under a name of its own. */
async function sentContext(request: BuildRequest, signal: AbortSignal): Promise<SentContext> {
  const { context, dockerfile = 'Dockerfile', dockerfileInline } = request
  if (isRemoteContext(context)) return { tar: Readable.from([]), dockerfile }
  const path = resolve(context, dockerfile)
  const inside = relative(context, path)
  const isInside = dockerfileInline === undefined && !inside.startsWith('..') && !isAbsolute(inside)
  const name = isInside ? posix.normalize(inside) : `.dockerfile.${randomBytes(6).toString('hex')}`
  const extra: ExtraFile[] = isInside
    ? []
    : [{ path: name, text: dockerfileInline ?? readDockerfile(request, path) }]
  const exclude = readIgnoreFileOf(request)
  // The engine needs these two whatever is ignored.
  if (exclude.length > 0) exclude.push('!.dockerignore', ...(isInside ? [`!${name}`] : []))
  const patterns = { include: [], exclude, follow: [] }
  return { tar: tarOf(directorySource(context), patterns, extra, signal), dockerfile: name }
}

function now(): number {
  return performance.now() / 1000
}
