import { resolve } from 'node:path'
import { isPrivateDockerfile } from '../files/is-private.ts'
import type { FailurePayloads } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { isRemoteContext } from './context-kind.ts'

type BuildFailure = FailurePayloads['build-failed']

/** What is told of a failed build, without what a Dockerfile says of which nothing is to be shown. */
export function withoutPrivate(request: BuildRequest, told: BuildFailure): BuildFailure {
  const { context, dockerfile = 'Dockerfile', dockerfileInline } = request
  if (isRemoteContext(context) || dockerfileInline !== undefined) return told
  if (!isPrivateDockerfile(resolve(context, dockerfile))) return told
  const line = /\bline (\d+)/.exec(told.reason)?.[1] ?? told.dockerfile?.firstLine
  const where = line === undefined ? dockerfile : `${dockerfile}, line ${line}`
  return {
    service: told.service,
    reason: `${where}: not shown, as the file is not for everybody to read`,
  }
}
