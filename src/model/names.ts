import type { Service } from './service.ts'

/** `-`, or `_` in Compose's compatibility mode. */
export type Separator = '-' | '_'

/** Name of a service's replica, or its `container_name`. */
export function containerName(
  project: string,
  service: Service,
  number: number,
  separator: Separator = '-',
): string {
  return service.container_name ?? [project, service.name, number].join(separator)
}

/** The image a service runs: `image`, or the name that its build gets. */
export function imageName(project: string, service: Service, separator: Separator = '-'): string {
  return service.image || `${project}${separator}${service.name}`
}

/** Name a container has while it waits to take the place of another (`1f2e3d4c5b6a_web-1`). */
export function replacementName(replacedId: string, name: string): string {
  return `${replacedId.slice(0, 12)}_${name}`
}

/** The name that is behind one that `replacementName` may have given. */
export function withoutReplaced(name: string): string {
  return name.replace(/^[0-9a-f]{12}_(?=.)/, '')
}

/** Whether a name was given by `replacementName` to what will be `name`. */
export function isReplacementName(candidate: string, name: string): boolean {
  return candidate.endsWith(`_${name}`) && /^[0-9a-f]{12}_/.test(candidate)
}
