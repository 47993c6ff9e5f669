import { type Failure, failure } from '../../model/failure.ts'
import { labels as names } from '../../model/labels.ts'
import type { BuildRequest } from '../build-request.ts'
import { readCacheOption } from '../cache-option.ts'
import { isRemoteContext } from '../context-kind.ts'
import { isAttestationWanted } from '../solve-attrs.ts'

/** The query of the engine's `/build` for a request; `dockerfile` is its path within the context that is sent. */
export function classicQuery(
  request: BuildRequest,
  dockerfile: string,
  memory?: number,
): Record<string, string | string[]> {
  const labels = { ...request.labels, [names.imageBuilder]: 'classic' }
  const { args = {}, ulimits = {}, extraHosts = {}, cacheFrom = [], platforms = [] } = request
  const named = Object.entries(args).filter(([, value]) => value !== null)
  const limits = Object.entries(ulimits).map(([Name, { soft, hard }]) => ({ Name, Soft: soft, Hard: hard }))
  const hosts = Object.entries(extraHosts).flatMap(([host, addresses]) =>
    addresses.map((address) => `${host}:${address}`),
  )
  const images = cacheFrom.map((entry) => readCacheOption(entry).attrs.ref).filter((ref) => ref !== undefined)
  return {
    t: [...request.tags],
    dockerfile,
    rm: '1',
    forcerm: '1',
    ...(isRemoteContext(request.context) && { remote: request.context }),
    ...(named.length > 0 && { buildargs: JSON.stringify(Object.fromEntries(named)) }),
    labels: JSON.stringify(labels),
    ...(request.target && { target: request.target }),
    ...(request.noCache && { nocache: '1' }),
    ...(request.pull && { pull: '1' }),
    ...(request.network && { networkmode: request.network }),
    ...(request.isolation && { isolation: request.isolation }),
    ...(memory && { memory: String(memory) }),
    ...(request.shmSize && { shmsize: String(request.shmSize) }),
    ...(limits.length > 0 && { ulimits: JSON.stringify(limits) }),
    ...(hosts.length > 0 && { extrahosts: hosts }),
    ...(images.length > 0 && { cachefrom: JSON.stringify(images) }),
    ...(platforms[0] && { platform: platforms[0] }),
  }
}

/** What a request asks for and only BuildKit can do. */
export function checkClassicSupport(request: BuildRequest, checkOnly: boolean): Failure[] {
  const {
    platforms = [],
    cacheTo = [],
    noCacheFilter = [],
    secrets = [],
    ssh = [],
    entitlements = [],
  } = request
  const contexts = Object.keys(request.additionalContexts ?? {})
  const inlineFromAfar = isRemoteContext(request.context) && request.dockerfileInline !== undefined
  const wanted: [string, readonly string[]][] = [
    ['platforms', platforms.length > 1 ? platforms : []],
    ['cache_to', cacheTo],
    ['no_cache_filter', noCacheFilter],
    ['secrets', secrets.map(({ id }) => id)],
    ['ssh', ssh.map(({ id }) => id)],
    ['entitlements', entitlements],
    ['privileged', request.privileged ? ['true'] : []],
    ['additional_contexts', contexts],
    ['provenance', isAttestationWanted(request.provenance) ? [request.provenance ?? ''] : []],
    ['sbom', isAttestationWanted(request.sbom) ? [request.sbom ?? ''] : []],
    ['dockerfile_inline', inlineFromAfar ? [request.context] : []],
    ['--check', checkOnly ? [request.service] : []],
  ]
  return wanted
    .filter(([, values]) => values.length > 0)
    .map(([attribute, values]) =>
      failure('build-unsupported', {
        service: request.service,
        attribute,
        value: values.join(', '),
        needs: 'buildkit',
      }),
    )
}
