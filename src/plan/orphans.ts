import { isOneOff, serviceOf } from '../model/container.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'

/**
 * Containers of the project whose service none of its files has, enabled or not. One-offs (`run`) count
 * only when they have ended.
 */
export function findOrphans(project: Project, containers: readonly ObservedContainer[]): ObservedContainer[] {
  return containers.filter((container) => {
    if (isOneOff(container)) return container.state === 'exited' || container.state === 'dead'
    const service = serviceOf(container)
    return !(service in project.services) && !(service in project.disabled)
  })
}
