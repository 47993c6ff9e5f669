import { type Failure, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { readCacheOption } from './cache-option.ts'
import { isAttestationWanted } from './solve-attrs.ts'

type Unsupported = Failure<'build-unsupported'>['data']

/** What a request asks for and this engine (or this client) cannot do; better said than silently left out. */
export function checkSupport(request: BuildRequest, containerdStore: boolean): Failure[] {
  const found = [...checkNetwork(request), ...checkLocalCache(request)]
  if (!containerdStore) found.push(...checkOlderStore(request))
  return found.map((data) => failure('build-unsupported', { service: request.service, ...data }))
}

type Finding = Omit<Unsupported, 'service'>

function checkNetwork({ network }: BuildRequest): Finding[] {
  if (!network || ['default', 'none', 'host', 'sandbox'].includes(network)) return []
  return [{ attribute: 'network', value: network, needs: 'nothing-has-it' }]
}

/** A cache on this machine has a folder. */
function checkLocalCache({ cacheFrom = [], cacheTo = [] }: BuildRequest): Finding[] {
  return [
    ...cacheFrom
      .filter((entry) => isLocalWithout(entry, 'src'))
      .map((value) => ({ attribute: 'cache_from', value, needs: 'cache-source' as const })),
    ...cacheTo
      .filter((entry) => isLocalWithout(entry, 'dest'))
      .map((value) => ({ attribute: 'cache_to', value, needs: 'cache-destination' as const })),
  ]
}

function isLocalWithout(entry: string, folder: 'src' | 'dest'): boolean {
  const { type, attrs } = readCacheOption(entry)
  return type === 'local' && !attrs[folder]
}

/** The engine's older image store keeps one platform an image, no attestations, and exports only inline caches. */
function checkOlderStore({ platforms = [], cacheTo = [], provenance, sbom }: BuildRequest): Finding[] {
  const found: Finding[] = []
  const needs = 'containerd-store'
  if (platforms.length > 1) found.push({ attribute: 'platforms', value: platforms.join(', '), needs })
  for (const value of cacheTo) {
    if (readCacheOption(value).type !== 'inline') found.push({ attribute: 'cache_to', value, needs })
  }
  if (provenance !== undefined && isAttestationWanted(provenance)) {
    found.push({ attribute: 'provenance', value: provenance, needs })
  }
  if (sbom !== undefined && isAttestationWanted(sbom)) found.push({ attribute: 'sbom', value: sbom, needs })
  return found
}
