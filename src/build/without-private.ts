import { resolve } from 'node:path'
import { isPrivateDockerfile } from '../files/is-private.ts'
import { Failed, type FailurePayloads, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { isRemoteContext } from './context-kind.ts'

type BuildFailure = FailurePayloads['build-failed']

/** What is told of a failed build, without what a Dockerfile says of which nothing is to be shown. */
export function withoutPrivate(request: BuildRequest, told: BuildFailure): BuildFailure {
  if (!isPrivate(request)) return told
  const { dockerfile = 'Dockerfile' } = request
  const line = /\bline (\d+)/.exec(told.reason)?.[1] ?? told.dockerfile?.firstLine
  const where = line === undefined ? dockerfile : `${dockerfile}, line ${line}`
  return {
    service: told.service,
    reason: `${where}: not shown, as the file is not for everybody to read`,
  }
}

/** The same of what was thrown, where the engine refuses what a Dockerfile says before it builds. */
export function withoutPrivateRefusal(request: BuildRequest, error: unknown): unknown {
  if (!(error instanceof Failed) || !isPrivate(request)) return error
  const { service } = request
  const reason = error.failures.map(({ data }) => ('reason' in data ? String(data.reason) : '')).join('\n')
  return new Failed(failure('build-failed', withoutPrivate(request, { service, reason })))
}

function isPrivate({ context, dockerfile = 'Dockerfile', dockerfileInline }: BuildRequest): boolean {
  if (isRemoteContext(context) || dockerfileInline !== undefined) return false
  return isPrivateDockerfile(resolve(context, dockerfile))
}
