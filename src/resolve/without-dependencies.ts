import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { pruneUnused } from './prune.ts'

/** The project reduced to the services named: `--no-deps`. All others are disabled and not depended on. */
export function withoutDependencies(project: Project, names: readonly string[]): Project {
  if (names.length === 0) return project
  const services: Record<string, Service> = {}
  const disabled: Record<string, Service> = { ...project.disabled }
  for (const [name, service] of Object.entries(project.services)) {
    if (!names.includes(name)) disabled[name] = service
    else {
      const kept = Object.entries(service.depends_on ?? {}).filter(([other]) => names.includes(other))
      services[name] = { ...service, depends_on: Object.fromEntries(kept) }
    }
  }
  return pruneUnused({ ...project, services, disabled })
}
