import { resolve } from 'node:path'
import { Failed } from '../model/failure.ts'
import { familiarReference } from '../model/image-reference.ts'
import { findPrerequisites } from './build-order.ts'
import type { BuildRequest } from './build-request.ts'
import { isRemoteContext } from './context-kind.ts'
import { readInstructions, readStages } from './copied-paths.ts'
import { readDockerfile } from './read-build-file.ts'

type Requests = ReadonlyMap<string, BuildRequest>

/**
 * The requests with the services among them whose images their Dockerfiles name (`FROM`, `COPY --from`,
 * `RUN --mount=from`), which are to be built before. One that would close a circle is left out: the image that is
 * there counts then, as where a service's image has the name of its own base.
 */
export function withBases(all: Requests): Map<string, BuildRequest> {
  const makers = new Map<string, string>()
  for (const { service, tags } of all.values())
    for (const tag of tags)
      if (!makers.has(familiarReference(tag))) makers.set(familiarReference(tag), service)
  const ordered = new Map<string, BuildRequest>(all)
  for (const request of all.values()) {
    const bases = new Set<string>()
    for (const image of baseImages(textOf(request), request.args)) {
      const service = makers.get(familiarReference(image))
      if (service !== undefined && !reaches(service, request.service, ordered)) bases.add(service)
    }
    if (bases.size > 0) ordered.set(request.service, { ...request, bases: [...bases] })
  }
  return ordered
}

/** Whether building `from` waits for `to`, or is it. */
function reaches(from: string, to: string, all: Requests): boolean {
  const found = new Set([from])
  for (const service of found)
    for (const next of findPrerequisites(all.get(service) ?? {}, all)) found.add(next)
  return found.has(to)
}

/** Images that a Dockerfile names, with the variables that stand before its first stage filled in. */
export function baseImages(dockerfile: string, args: BuildRequest['args'] = {}): string[] {
  const values = new Map<string, string>()
  for (const line of readInstructions(dockerfile)) {
    if (/^FROM\s/i.test(line)) break
    const [, name = '', fallback = ''] = /^ARG\s+(\w+)(?:=(.*))?$/is.exec(line) ?? []
    if (name) values.set(name, args[name] ?? fallback.trim().replace(/^(["'])(.*)\1$/, '$2'))
  }
  const fill = (text: string): string =>
    text.replace(
      /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g,
      (_, plain?: string, braced?: string, fallback = '') => values.get(plain ?? braced ?? '') || fallback,
    )
  return readStages(dockerfile).flatMap(({ from }) => from.map(fill))
}

/** The text of a request's Dockerfile; empty where it is not on this machine or cannot be read, which others tell. */
function textOf(request: BuildRequest): string {
  const { context, dockerfile = 'Dockerfile', dockerfileInline } = request
  if (dockerfileInline !== undefined) return dockerfileInline
  if (isRemoteContext(context)) return ''
  try {
    return readDockerfile(request, resolve(context, dockerfile))
  } catch (error) {
    if (error instanceof Failed) return ''
    throw error
  }
}
