import { Failed, failure } from '../model/failure.ts'
import type { BuildRequest } from './build-request.ts'
import { findContextService } from './context-kind.ts'

/** The services whose images a request takes, as additional contexts or as bases, as far as they are built too. */
export function findPrerequisites(
  { additionalContexts = {}, bases = [] }: Pick<BuildRequest, 'additionalContexts' | 'bases'>,
  all: ReadonlyMap<string, BuildRequest>,
): string[] {
  const services = [...Object.values(additionalContexts).map(findContextService), ...bases]
  return [...new Set(services)].filter((service) => service !== undefined && all.has(service)) as string[]
}

/** Fails when builds wait for each other in a circle, naming the services on it. */
export function checkBuildOrder(all: ReadonlyMap<string, BuildRequest>): void {
  const finished = new Set<string>()
  const visit = (service: string, path: readonly string[]): void => {
    if (finished.has(service)) return
    const start = path.indexOf(service)
    if (start >= 0) throw new Failed(failure('build-circle', { services: [...path.slice(start), service] }))
    const request = all.get(service)
    if (request) for (const next of findPrerequisites(request, all)) visit(next, [...path, service])
    finished.add(service)
  }
  for (const service of all.keys()) visit(service, [])
}
