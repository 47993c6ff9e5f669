import { isReplicaOf } from '../model/container.ts'
import { labels } from '../model/labels.ts'
import type { Observed } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { isMap } from '../model/tree.ts'

/** Variables that providers gave, by the service they stand for. */
export type Provided = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * The project in which services that depend on one with a provider have its variables: `URL` of `my-db` is
 * `MY-DB_URL`, whatever the files say of it (Docker Compose's rule, dash included).
 */
export function withProvided(project: Project, provided: Provided): Project {
  return mapServices(project, (service) => {
    const given = providersOf(project, service).flatMap((name) =>
      Object.entries(provided.get(name) ?? {}).map(([key, value]) => [prefixOf(name) + key, value] as const),
    )
    return withVariables(service, given)
  })
}

/**
 * The project as it was provided for last, as containers remember it (`open` reads the label): for those who plan
 * without asking the providers. What the files say themselves is as they say.
 */
export function withRemembered(
  project: Project,
  { containers }: Pick<Observed, 'containers'>,
  open: (label: string | undefined) => string | undefined,
): Project {
  return mapServices(project, (service) => {
    const prefixes = providersOf(project, service).map(prefixOf)
    if (prefixes.length === 0) return service
    const container = containers.find(({ labels: own }) => isReplicaOf({ labels: own }, service.name))
    if (!container) return service
    const spec = open(container.labels[labels.spec])
    const before = spec === undefined ? variablesOf(container.made?.body.Env ?? []) : environmentOf(spec)
    const given = Object.entries(before).filter(
      ([key]) => prefixes.some((prefix) => key.startsWith(prefix)) && !(key in (service.environment ?? {})),
    )
    return withVariables(service, given)
  })
}

function variablesOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => [line.replace(/=.*/s, ''), line.slice(line.indexOf('=') + 1)]),
  )
}

function mapServices(project: Project, change: (service: Service) => Service): Project {
  const services = Object.entries(project.services).map(([name, service]) => [name, change(service)] as const)
  return { ...project, services: Object.fromEntries(services) }
}

function providersOf({ services }: Project, { depends_on = {} }: Service): string[] {
  return Object.keys(depends_on).filter((name) => services[name]?.provider)
}

function prefixOf(service: string): string {
  return `${service.toUpperCase()}_`
}

function withVariables(service: Service, given: readonly (readonly [string, string])[]): Service {
  if (given.length === 0) return service
  return { ...service, environment: { ...service.environment, ...Object.fromEntries(given) } }
}

function environmentOf(spec: string): Record<string, string> {
  try {
    const tree: unknown = JSON.parse(spec)
    const { environment } = tree as { environment?: Record<string, string> }
    return environment && isMap(environment) ? environment : {}
  } catch {
    return {}
  }
}
