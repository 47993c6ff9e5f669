import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { BuildSection } from '../model/build-section.ts'
import type { Project } from '../model/project.ts'
import type { FileReference, Ulimit } from '../model/service.ts'
import type { BuildRequest } from './build-request.ts'
import { type Buildable, buildRequestOf } from './build-request-of.ts'
import { isRemoteContext } from './context-kind.ts'

/** The part of a plan that says what is built. */
interface BuildPlan {
  readonly nodes: readonly {
    readonly operation: { readonly kind: string; readonly builds?: readonly Buildable[] }
  }[]
}

/** What `build` was asked for besides. */
export interface BakeSettings {
  /** The docker configuration's variables for containers, which become arguments. */
  readonly proxies: Readonly<Record<string, string>>
  readonly push: boolean
  readonly checkOnly: boolean
}

/** Builds as a file that `docker buildx bake` reads, for `build --print`, with the fields in Docker Compose's order. */
export async function bakeFile(
  { nodes }: BuildPlan,
  project: Project,
  settings: BakeSettings,
): Promise<string> {
  const orders = nodes.flatMap(({ operation }) => operation.builds ?? [])
  const targets = await Promise.all(
    orders.map(async (order) => [order.service, await bakeTarget(order, project, settings)] as const),
  )
  const group = { default: { targets: orders.map(({ service }) => service) } }
  return `${JSON.stringify({ group, target: Object.fromEntries(targets) }, null, 2)}\n`
}

async function bakeTarget(order: Buildable, project: Project, settings: BakeSettings): Promise<object> {
  // BuildKit knows them in small letters by those in capitals.
  const proxies = Object.entries(settings.proxies).filter(([name]) => name === name.toUpperCase())
  const request = buildRequestOf(order, project, { proxies: Object.fromEntries(proxies) })
  const { build } = order
  const service = project.services[order.service] ?? project.disabled[order.service]
  const [image = '', ...tags] = request.tags
  const entitlements = new Set([
    ...(request.entitlements ?? []),
    ...(request.privileged ? ['security.insecure'] : []),
  ])
  return withoutEmpty({
    context: request.context,
    contexts: mapValues(request.additionalContexts, (context) => context.replace(/^service:/, 'target:')),
    ...(request.dockerfileInline
      ? { 'dockerfile-inline': literal(request.dockerfileInline) }
      : { dockerfile: await dockerfilePath(request) }),
    args: mapValues(withoutNulls(request.args), literal),
    labels: request.labels,
    tags: [...tags, image],
    'cache-from': request.cacheFrom,
    'cache-to': request.cacheTo,
    target: request.target,
    secret: build.secrets?.flatMap((reference) => bakeSecret(reference, project)),
    ssh: request.ssh?.map(({ id, path = '' }) => `${id}=${path}`),
    platforms: request.platforms,
    pull: request.pull,
    'no-cache': request.noCache,
    network: request.network,
    'no-cache-filter': request.noCacheFilter,
    'shm-size': request.shmSize && String(request.shmSize),
    ulimits: Object.entries(build.ulimits ?? {}).map(([name, limit]) => `${name}=${bakeLimit(limit)}`),
    call: settings.checkOnly ? 'lint' : undefined,
    entitlements: [...entitlements],
    'extra-hosts': mapValues(request.extraHosts, (addresses) => addresses.join(',')),
    output: bakeOutput(request, settings, Boolean(service?.image)),
    // Those of the command line are not told in the file.
    attest: bakeAttestations(service?.build),
  })
}

/** Bake reads an expression where it sees `${`. */
function literal(text: string): string {
  return text.replaceAll('${', () => '$${')
}

/** Bake would start a relative one from where it is called. */
async function dockerfilePath({ context, dockerfile = 'Dockerfile' }: BuildRequest): Promise<string> {
  if (isRemoteContext(context)) return dockerfile
  const path = resolve(context, dockerfile)
  const folder = dirname(path)
  return join(await realpath(folder).catch(() => folder), basename(path))
}

function bakeSecret({ source, target }: FileReference, { secrets }: Project): string[] {
  const { file, environment } = secrets[source] ?? {}
  const id = target || source
  if (file) return [`id=${id},type=file,src=${file}`]
  return environment === undefined ? [] : [`id=${id},type=env,env=${environment}`]
}

function bakeLimit({ single = 0, soft, hard }: Ulimit): string {
  return soft === undefined && hard === undefined ? String(single) : `${soft ?? single}:${hard ?? single}`
}

function bakeOutput(
  { platforms = [] }: BuildRequest,
  { push, checkOnly }: BakeSettings,
  hasName: boolean,
): string[] {
  if (checkOnly) return []
  const isPushed = push && hasName
  if (platforms.length > 1) return [`type=image,push=${isPushed}`]
  return [isPushed ? 'type=registry' : 'type=docker']
}

function bakeAttestations({ provenance, sbom }: BuildSection = {}): string[] {
  return Object.entries({ provenance, sbom })
    .filter(([, value]) => value && value !== 'false')
    .map(([type, value]) => (value === 'true' ? `type=${type}` : `type=${type},${value}`))
}

function withoutNulls(args: BuildRequest['args'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  )
}

function mapValues<T, R>(
  values: Readonly<Record<string, T>> | undefined,
  change: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, change(value)]))
}

function withoutEmpty(target: Readonly<Record<string, unknown>>): object {
  const isEmpty = (value: unknown): boolean =>
    !value || (typeof value === 'object' && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(target).filter(([, value]) => !isEmpty(value)))
}
