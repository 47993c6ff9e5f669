import type { BuildSection } from '../model/build-section.ts'
import { COMPOSE_VERSION, labels } from '../model/labels.ts'
import type { Project } from '../model/project.ts'
import type { FileReference, Ulimit } from '../model/service.ts'
import type { BuildRequest, BuildSecret } from './build-request.ts'

/** What is to be built: a service's `build:` section and the image it gives. */
export interface Buildable {
  readonly service: string
  readonly image: string
  readonly build: BuildSection
  readonly platform?: string
}

/** What a request takes from elsewhere than the project. */
export interface RequestSettings {
  readonly allPlatforms?: boolean
  readonly proxies?: Readonly<Record<string, string>>
}

/**
 * A service's `build:` section as a request: names, labels and secrets of its project filled in. Without
 * `allPlatforms` the engine chooses where several are named: an image that is to run here can be of one only.
 * `proxies` are the docker configuration's variables for containers; arguments of the same names go before them.
 */
export function buildRequestOf(
  { service, image, build, platform }: Buildable,
  project: Project,
  { allPlatforms = true, proxies = {} }: RequestSettings = {},
): BuildRequest {
  const args = { ...withoutNamed(proxies, build.args), ...build.args }
  const named = build.platforms?.length ? build.platforms : undefined
  const platforms = platform ? [platform] : allPlatforms || named?.length === 1 ? named : undefined
  return {
    service,
    context: build.context ?? project.directory,
    tags: [image, ...(build.tags ?? [])],
    labels: {
      ...build.labels,
      [labels.project]: project.name,
      [labels.service]: service,
      [labels.version]: COMPOSE_VERSION,
    },
    secrets: (build.secrets ?? []).flatMap((reference) => secretOf(reference, project)),
    ...(build.dockerfile_inline
      ? { dockerfileInline: build.dockerfile_inline }
      : build.dockerfile && { dockerfile: build.dockerfile }),
    ...(Object.keys(args).length > 0 && { args }),
    ...(build.target && { target: build.target }),
    ...(build.cache_from && { cacheFrom: build.cache_from }),
    ...(build.cache_to && { cacheTo: build.cache_to }),
    ...(build.no_cache && { noCache: true }),
    ...(build.no_cache_filter && { noCacheFilter: build.no_cache_filter }),
    ...(build.pull && { pull: true }),
    ...(platforms && { platforms }),
    ...(build.network && { network: build.network }),
    ...(build.isolation && { isolation: build.isolation }),
    ...(build.shm_size && { shmSize: build.shm_size }),
    ...(build.ulimits && { ulimits: softAndHard(build.ulimits) }),
    ...(build.extra_hosts && { extraHosts: build.extra_hosts }),
    ...(build.ssh && { ssh: build.ssh }),
    ...(build.privileged && { privileged: true }),
    ...(build.entitlements && { entitlements: build.entitlements }),
    ...(build.provenance && { provenance: build.provenance }),
    ...(build.sbom && { sbom: build.sbom }),
    ...(build.additional_contexts && { additionalContexts: build.additional_contexts }),
  }
}

/** BuildKit knows the proxies in capitals and in small letters as one, and takes either. */
function withoutNamed(
  proxies: Readonly<Record<string, string>>,
  args: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  const named = new Set(Object.keys(args).map((name) => name.toLowerCase()))
  return Object.fromEntries(Object.entries(proxies).filter(([name]) => !named.has(name.toLowerCase())))
}

/**
 * The Dockerfile names a secret by its target, else by its key in the project. One that is kept elsewhere
 * (`external`) is not there for a build, as in Docker Compose.
 */
function secretOf({ source, target }: FileReference, { secrets, environment }: Project): BuildSecret[] {
  const secret = secrets[source]
  const id = target || source
  if (secret?.file) return [{ id, file: secret.file }]
  if (secret?.environment === undefined) return []
  return [{ id, value: secret.content ?? environment.get(secret.environment) ?? '' }]
}

function softAndHard(ulimits: Readonly<Record<string, Ulimit>>): NonNullable<BuildRequest['ulimits']> {
  return Object.fromEntries(
    Object.entries(ulimits).map(([name, { single = 0, soft = single, hard = single }]) => [
      name,
      { soft, hard },
    ]),
  )
}
