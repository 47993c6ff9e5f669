import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'

const SOCKET = '/var/run/docker.sock'
/** Docker Compose's name for the config that holds the logins; it cannot be one of a file. */
const CONFIG = '#apisocket'
const CONFIG_DIRECTORY = '/run/secrets/docker'

/** Whether a service asks for the engine's socket. */
export function wantsApiSocket({ services }: Project): boolean {
  return Object.values(services).some(({ use_api_socket }) => use_api_socket)
}

/**
 * Gives the services with `use_api_socket` the engine's socket and the user's registry logins, as the text of
 * a docker `config.json`. One that has a DOCKER_CONFIG of its own keeps it.
 */
export function withApiSocket(project: Project, logins: string): Project {
  if (!wantsApiSocket(project)) return project
  const services: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(project.services)) {
    services[name] = service.use_api_socket ? withSocket(service) : service
  }
  return { ...project, services, configs: { ...project.configs, [CONFIG]: { content: logins } } }
}

function withSocket(service: Service): Service {
  const { volumes = [], configs = [], environment = {} } = service
  return {
    ...service,
    volumes: [...volumes, { type: 'bind', source: SOCKET, target: SOCKET }],
    configs: [...configs, { source: CONFIG, target: `${CONFIG_DIRECTORY}/config.json` }],
    environment:
      'DOCKER_CONFIG' in environment ? environment : { ...environment, DOCKER_CONFIG: CONFIG_DIRECTORY },
  }
}
