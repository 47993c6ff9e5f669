import { isOneOff } from '../model/container.ts'
import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Dependency, Service } from '../model/service.ts'

/**
 * The project as its containers tell of it, for commands given nothing but a name (`-p shop down`): its
 * services with their images and dependencies. Order of starting and stopping can be had from it.
 */
export function projectFromLabels(name: string, containers: readonly ObservedContainer[]): Project {
  const services: Record<string, Service> = {}
  for (const container of containers) {
    const service = container.labels[labels.service]
    if (service && !isOneOff(container)) {
      services[service] ??= {
        name: service,
        image: container.image,
        depends_on: readDependsOn(container.labels[labels.dependsOn] ?? ''),
      }
    }
  }
  return {
    name,
    directory: containers[0]?.labels[labels.workingDir] ?? '',
    files: (containers[0]?.labels[labels.configFiles] ?? '').split(',').filter(Boolean),
    envFiles: [],
    environment: new Map(),
    profiles: [],
    services: withKnownDependencies(services),
    disabled: {},
    networks: {},
    volumes: {},
    secrets: {},
    configs: {},
    models: {},
  }
}

const conditions = ['service_started', 'service_healthy', 'service_completed_successfully'] as const

/** Reads `db:service_healthy:false,cache:service_started:true`. */
function readDependsOn(label: string): Record<string, Dependency> {
  const entries = label.split(',').filter(Boolean)
  return Object.fromEntries(
    entries.map((entry) => {
      const [service = '', condition, restart] = entry.split(':')
      const known = conditions.find((one) => one === condition) ?? 'service_started'
      return [service, { condition: known, restart: restart === 'true', required: true }]
    }),
  )
}

/** Drops dependencies on services that no container tells of. */
function withKnownDependencies(services: Readonly<Record<string, Service>>): Record<string, Service> {
  return Object.fromEntries(
    Object.values(services).map((service) => {
      const known = Object.entries(service.depends_on ?? {}).filter(([name]) => name in services)
      return [service.name, { ...service, depends_on: Object.fromEntries(known) }]
    }),
  )
}
