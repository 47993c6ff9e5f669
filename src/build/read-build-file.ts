import { resolve } from 'node:path'
import { isPrivate } from '../files/is-private.ts'
import { LARGEST, readPlainFileIfThere, UnreadablePath } from '../files/read-file.ts'
import { Failed, type Failure, type FailurePayloads, failure } from '../model/failure.ts'
import { ignoreFileProblems, readIgnoreFile } from '../model/patterns/ignore-file.ts'
import type { BuildRequest } from './build-request.ts'

type Service = Pick<BuildRequest, 'service'>

/** The text of a Dockerfile. Throws a failure for what cannot be read; one that is not there is another's to tell. */
export function readDockerfile({ service }: Service, path: string): string {
  return asFailure(
    service,
    'dockerfile',
    () => readPlainFileIfThere(path, LARGEST.dockerfile)?.toString('utf8') ?? '',
  )
}

/** The ignore files that count for a build here, the first that is there alone. */
export function ignoreFilesOf({
  context,
  dockerfile = 'Dockerfile',
}: Pick<BuildRequest, 'context' | 'dockerfile'>): string[] {
  return [`${resolve(context, dockerfile)}.dockerignore`, resolve(context, '.dockerignore')]
}

/** The patterns of the ignore file that counts; none where there is no such file. Throws failures, with their lines. */
export function readIgnoreFileOf(
  request: Pick<BuildRequest, 'service' | 'context' | 'dockerfile'>,
): string[] {
  for (const path of ignoreFilesOf(request)) {
    const text = asFailure(request.service, 'ignore', () =>
      readPlainFileIfThere(path, LARGEST.setting),
    )?.toString('utf8')
    if (text === undefined) continue
    const problems = ignoreFileProblems({ path, text, isPrivate: isPrivate({ path, isCompose: false }) })
    if (problems.length > 0) throw new Failed(problems)
    return readIgnoreFile(text)
  }
  return []
}

/** Says what keeps a file from being read, if anything does; that it is not there is the caller's to tell. */
export function checkFile(service: string, kind: BuildFileKind, path: string): Failure[] | 'missing' {
  try {
    return asFailure(service, kind, () => readPlainFileIfThere(path, LARGEST.dockerfile)) ? [] : 'missing'
  } catch (error) {
    if (error instanceof Failed) return [...error.failures]
    throw error
  }
}

type BuildFileKind = FailurePayloads['build-file-unreadable']['kind']

function asFailure<T>(service: string, kind: BuildFileKind, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UnreadablePath)) throw error
    const { path, reason, detail } = error
    throw new Failed(
      failure('build-file-unreadable', { service, kind, path, reason, ...(detail && { detail }) }),
    )
  }
}
