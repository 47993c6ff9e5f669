import { closest } from '../model/closest.ts'
import { Failed, type Failure, failure } from '../model/failure.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import type { UpIntent } from './desired.ts'

/** More containers of one service no engine runs (a bridge has 1,023 ports); a plan for them would fill the memory. */
export const MOST_REPLICAS = 2000

/** `--scale` over `scale` over `deploy.replicas` over 1. */
export function scaleOf(service: Service, intent: Pick<UpIntent, 'scale'>): number {
  return intent.scale[service.name] ?? service.scale ?? service.deploy?.replicas ?? 1
}

/** Fails where `--scale` names no service of the project, or one is to have more containers than can be or can be named. */
export function checkScale({ services }: Project, intent: Pick<UpIntent, 'scale'>): void {
  const known = Object.keys(services)
  const unknown = Object.keys(intent.scale).filter((service) => !Object.hasOwn(services, service))
  const failures: Failure[] = [
    ...unknown.map((service) => {
      const suggestion = closest(service, known)
      return failure('no-such-service', {
        service,
        known,
        isLookup: true,
        ...(suggestion !== undefined && { suggestion }),
      })
    }),
    ...Object.values(services).flatMap((service) => {
      const replicas = scaleOf(service, intent)
      const data = { service: service.name, replicas, limit: MOST_REPLICAS }
      if (replicas > MOST_REPLICAS) return [failure('too-many-replicas', data)]
      const { name, container_name } = service
      if (replicas < 2 || !container_name) return []
      return [failure('container-name-scaled', { service: name, key: '--scale', replicas, container_name })]
    }),
  ]
  if (failures.length > 0) throw new Failed(failures)
}
