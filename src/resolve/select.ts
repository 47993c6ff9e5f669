import { closest } from '../model/closest.ts'
import type { Project } from '../model/project.ts'
import type { Dependency, Service } from '../model/service.ts'
import { checkContext } from './check/context.ts'
import { reportMissing } from './check/references.ts'
import type { Findings } from './findings.ts'

type Services = Readonly<Record<string, Service>>

/** Splits services into those that a set of active profiles enables and the others; `*` enables all. */
export function applyProfiles(
  all: Services,
  profiles: readonly string[],
): Pick<Project, 'services' | 'disabled'> {
  const services: Record<string, Service> = Object.create(null)
  const disabled: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(all)) {
    ;(isEnabled(service, profiles) ? services : disabled)[name] = service
  }
  return { services, disabled }
}

function isEnabled({ profiles = [] }: Service, active: readonly string[]): boolean {
  return profiles.length === 0 || active.includes('*') || profiles.some((profile) => active.includes(profile))
}

/** Warns of active profiles that no service has. */
export function checkProfiles(all: Services, active: readonly string[], findings: Findings): void {
  const known = [...new Set(Object.values(all).flatMap(({ profiles = [] }) => profiles))]
  for (const profile of active) {
    if (profile === '*' || profile === '' || known.includes(profile)) continue
    const suggestion = closest(profile, known)
    findings.warn('profile-unknown', { profile, ...(suggestion !== undefined && { suggestion }) })
  }
}

/**
 * Restricts a project to the services named, and what they depend on. Naming a service enables its
 * profiles; a name may have `*`, `?` and `[…]`. All other services are disabled.
 */
export function selectServices(project: Project, names: readonly string[], findings: Findings): Project {
  if (names.length === 0) return project
  const enabled = enableNamed(project, names)
  const selected = new Set<string>()
  for (const name of names) {
    const matches = matching(name, Object.keys(enabled.services))
    if (matches.length === 0) reportUnknown(name, enabled, findings)
    for (const match of matches) addWithDependencies(match, enabled, selected, findings)
  }
  return restrictTo(enabled, selected)
}

function enableNamed(project: Project, names: readonly string[]): Project {
  const added = names.flatMap((name) => project.disabled[name]?.profiles ?? [])
  if (added.length === 0) return project
  const profiles = [...new Set([...project.profiles, ...added])]
  const all = { ...project.services, ...project.disabled }
  return { ...project, profiles, ...applyProfiles(all, profiles) }
}

function addWithDependencies(
  start: string,
  project: Project,
  selected: Set<string>,
  findings: Findings,
): void {
  const queue = [start]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const service = project.services[name]
    if (!service || selected.has(name)) continue
    selected.add(name)
    for (const [dependency, { required }] of Object.entries(service.depends_on ?? {})) {
      if (Object.hasOwn(project.services, dependency)) queue.push(dependency)
      else if (required) reportDependency(service, dependency, project, findings)
    }
  }
}

function reportDependency(service: Service, name: string, project: Project, findings: Findings): void {
  const reference = { kind: 'service', name, path: ['depends_on', name], use: 'depends_on' } as const
  reportMissing(reference, checkContext(service, project, findings))
}

function reportUnknown(service: string, { services }: Project, findings: Findings): void {
  const known = Object.keys(services)
  const suggestion = closest(service, known)
  findings.addAt('no-such-service', { service, known, ...(suggestion !== undefined && { suggestion }) }, {})
}

/** What is left out is disabled, and no longer depended on. */
function restrictTo(project: Project, selected: ReadonlySet<string>): Project {
  const services: Record<string, Service> = Object.create(null)
  const disabled: Record<string, Service> = Object.assign(Object.create(null), project.disabled)
  for (const [name, service] of Object.entries(project.services)) {
    if (selected.has(name)) services[name] = dependingOn(service, selected)
    else disabled[name] = service
  }
  return { ...project, services, disabled }
}

function dependingOn(service: Service, selected: ReadonlySet<string>): Service {
  if (!service.depends_on) return service
  const dependencies: Record<string, Dependency> = Object.create(null)
  for (const [name, dependency] of Object.entries(service.depends_on)) {
    if (selected.has(name)) dependencies[name] = dependency
  }
  return { ...service, depends_on: dependencies }
}

function matching(pattern: string, names: readonly string[]): readonly string[] {
  if (!/[*?[\\]/.test(pattern)) return names.filter((name) => name === pattern)
  const source = pattern.replace(/\\(.)|\[(\^?)([^\]]+)\]|[*?]|[.+^${}()|[\]\\]/g, globPart)
  const expression = new RegExp(`^${source}$`)
  return names.filter((name) => expression.test(name))
}

function globPart(match: string, escaped: string | undefined, not: string | undefined, set?: string): string {
  if (match === '*') return '.*'
  if (match === '?') return '.'
  if (set !== undefined) return `[${not}${set.replaceAll('[', '\\[')}]`
  return `\\${escaped ?? match}`
}
