import { posix } from 'node:path'
import type { BuildRequest } from './build-request.ts'
import { joinCsv, readCacheOption } from './cache-option.ts'
import { findContextService, isContextReference, isRemoteContext } from './context-kind.ts'
import { contextDirectory, dockerfileDirectory } from './directory-names.ts'
import { fullImageName } from './image-name.ts'
import type { SolveOptions, TypedAttrs } from './kit/control.ts'

/** What the plan of a build needs to know of the engine and of the other builds. */
export interface SolveSurroundings {
  /** Whether images are kept by containerd, which can do more than the engine's older store. */
  readonly containerdStore: boolean
  readonly hostGateway: string | undefined
  /** The image that another request of this run builds. */
  imageOf(service: string): string | undefined
  /** The time that the user's environment has images made at, in seconds. */
  readonly sourceDateEpoch: string | undefined
  /** Only check the Dockerfile; nothing is built. */
  readonly checkOnly: boolean
}

/** The part of a Solve that follows from the request alone. */
export type SolvePlan = Omit<SolveOptions, 'ref' | 'session'>

/** Translates a request to BuildKit's terms, with the caches that are there to read. */
export function planSolve(
  request: BuildRequest,
  around: SolveSurroundings,
  cacheImports: readonly TypedAttrs[],
): SolvePlan {
  return {
    frontend: 'dockerfile.v0',
    frontendAttrs: {
      ...definitionAttrs(request),
      ...prefixed('build-arg:', { SOURCE_DATE_EPOCH: around.sourceDateEpoch ?? null, ...request.args }),
      ...prefixed('label:', request.labels ?? {}),
      ...resourceAttrs(request, around),
      ...cacheAttrs(request, cacheImports),
      ...attestationAttrs(request),
      ...contextAttrs(request, around),
      ...(around.checkOnly && {
        requestid: 'frontend.lint',
        'frontend.caps': 'moby.buildkit.frontend.subrequests',
      }),
    },
    exporters: around.checkOnly ? [] : [exporter(request, around)],
    cacheExports: cacheExports(request),
    entitlements: entitlements(request),
  }
}

/** Where the Dockerfile and the context are, and what is taken of them. */
function definitionAttrs(request: BuildRequest): Record<string, string> {
  const { context, dockerfile = 'Dockerfile', dockerfileInline, target, platforms = [] } = request
  const remote = isRemoteContext(context)
  const inline = dockerfileInline !== undefined
  const directory = dockerfileDirectory(request)
  return {
    filename: inline ? 'Dockerfile' : remote ? dockerfile : posix.basename(dockerfile),
    ...(remote && { context }),
    // With a remote context it also says that the Dockerfile is not to be looked for there.
    ...((inline || !remote) && directory !== 'dockerfile' && { dockerfilekey: directory }),
    ...(target && { target }),
    ...(platforms.length > 0 && { platform: platforms.join(',') }),
    'image-resolve-mode': request.pull ? 'pull' : 'local',
  }
}

function prefixed(prefix: string, values: Readonly<Record<string, string | null>>): Record<string, string> {
  const attrs: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) if (value !== null) attrs[prefix + key] = value
  return attrs
}

function resourceAttrs(request: BuildRequest, around: SolveSurroundings): Record<string, string> {
  const { network, shmSize, ulimits = {}, extraHosts = {} } = request
  const limits = Object.entries(ulimits).map(([name, { soft, hard }]) => `${name}=${soft}:${hard}`)
  const hosts = Object.entries(extraHosts).flatMap(([host, addresses]) =>
    addresses.map((address) => `${host}=${hostAddress(address, around)}`),
  )
  return {
    ...(network && network !== 'default' && { 'force-network-mode': network }),
    ...(shmSize && { 'shm-size': String(shmSize) }),
    ...(limits.length > 0 && { ulimit: joinCsv(limits) }),
    ...(hosts.length > 0 && { 'add-hosts': joinCsv(hosts) }),
  }
}

function hostAddress(address: string, { hostGateway }: SolveSurroundings): string {
  if (address === 'host-gateway') return hostGateway ?? address
  return address.replace(/^\[(.*)\]$/, '$1')
}

function cacheAttrs(
  { noCache, noCacheFilter = [] }: BuildRequest,
  cacheImports: readonly TypedAttrs[],
): Record<string, string> {
  const imports = cacheImports.map(({ type, attrs }) => ({ Type: type, Attrs: attrs }))
  return {
    ...(imports.length > 0 && { 'cache-imports': JSON.stringify(imports) }),
    ...(noCache ? { 'no-cache': '' } : noCacheFilter.length > 0 && { 'no-cache': noCacheFilter.join(',') }),
  }
}

/** The argument that older clients knew asks for a cache within the image; BuildKit leaves it to its clients. */
function cacheExports({ args = {}, cacheTo = [] }: BuildRequest): TypedAttrs[] {
  const wantsInline = /^(1|t|true)$/i.test(args.BUILDKIT_INLINE_CACHE ?? '')
  return [...cacheTo.map(readCacheOption), ...(wantsInline ? [{ type: 'inline', attrs: {} }] : [])]
}

/**
 * Only what is asked for. docker's own client has a provenance record made by default with containerd's store;
 * it holds the time, so that every build would give another image and every `up --build` another container.
 */
function attestationAttrs(request: BuildRequest): Record<string, string> {
  const provenance = attestation('provenance', request.provenance)
  const sbom = attestation('sbom', request.sbom)
  return {
    ...(provenance && { 'attest:provenance': provenance }),
    ...(sbom && { 'attest:sbom': sbom }),
  }
}

/** An attestation's attributes; undefined when it is not asked for. */
function attestation(type: string, value: string | undefined): string | undefined {
  if (!isAttestationWanted(value)) return undefined
  return value === 'true' || value === undefined ? `type=${type}` : `type=${type},${value}`
}

/** Whether `provenance:` or `sbom:` asks for something. */
export function isAttestationWanted(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && !value.includes('disabled=true')
}

function contextAttrs(request: BuildRequest, around: SolveSurroundings): Record<string, string> {
  const contexts = Object.entries(request.additionalContexts ?? {})
  if (contexts.length === 0) return {}
  const attrs: Record<string, string> = { 'frontend.caps': 'moby.buildkit.frontend.contexts+forward' }
  for (const [name, context] of contexts) {
    const service = findContextService(context)
    const image = service === undefined ? undefined : around.imageOf(service)
    if (image !== undefined) attrs[`context:${name}`] = `docker-image://${fullImageName(image)}`
    else if (isContextReference(context)) attrs[`context:${name}`] = context
    else attrs[`context:${name}`] = `local:${contextDirectory(name)}`
  }
  return attrs
}

function exporter({ tags }: BuildRequest, { containerdStore }: SolveSurroundings): TypedAttrs {
  const name = joinCsv(tags.map(fullImageName))
  return { type: 'moby', attrs: { name, ...(containerdStore && { 'prefer-image-digest': 'true' }) } }
}

function entitlements({ network, privileged, entitlements: listed = [] }: BuildRequest): string[] {
  const wanted = new Set(listed)
  if (network === 'host') wanted.add('network.host')
  if (privileged) wanted.add('security.insecure')
  return [...wanted]
}
