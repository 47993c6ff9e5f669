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
 * The project as it was provided for last, as containers remember it: for those who plan without asking the
 * providers. What the files say themselves is as they say.
 */
export function withRemembered(project: Project, { containers }: Observed): Project {
  return mapServices(project, (service) => {
    const prefixes = providersOf(project, service).map(prefixOf)
    const container = containers.find(
      (one) => one.labels[labels.service] === service.name && one.labels[labels.spec] !== undefined,
    )
    if (prefixes.length === 0 || !container) return service
    const before = Object.entries(environmentOf(container.labels[labels.spec] ?? ''))
    const given = before.filter(
      ([key]) => prefixes.some((prefix) => key.startsWith(prefix)) && !(key in (service.environment ?? {})),
    )
    return withVariables(service, given)
  })
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
