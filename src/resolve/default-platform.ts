import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'

/**
 * Gives services that are built and name no platform the one of DOCKER_DEFAULT_PLATFORM, as Docker Compose
 * does before it builds, creates or hashes.
 */
export function withDefaultPlatform(project: Project): Project {
  const platform = project.environment.get('DOCKER_DEFAULT_PLATFORM')
  if (!platform) return project
  const services: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(project.services)) {
    services[name] = service.build && !service.platform ? { ...service, platform } : service
  }
  return { ...project, services }
}
