import type { Project } from '../../model/project.ts'

/** Services marked to be built whenever they are brought up, as Docker Compose does for watching. */
export function withBuilt(project: Project, names: readonly string[]): Project {
  const services = Object.fromEntries(
    Object.entries(project.services).map(([name, service]) => [
      name,
      names.includes(name) && service.build ? { ...service, pull_policy: 'build' } : service,
    ]),
  )
  return { ...project, services }
}
