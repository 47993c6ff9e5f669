import type { Graph } from '../../model/graph.ts'
import type { Dependency, Service } from '../../model/service.ts'

export type Services = Readonly<Record<string, Service>>

/** That one service depends on another. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly dependency: Dependency
}

/** What services of a project depend on, by name; what is not part of the project is left out. */
export function edgesOf(services: Services): Edge[] {
  return namesOf(services).flatMap((from) => {
    const dependencies = Object.entries(services[from]?.depends_on ?? {})
    const known = dependencies
      .filter(([to]) => Object.hasOwn(services, to))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return known.map(([to, dependency]) => ({ from, to, dependency }))
  })
}

/** Names of services, sorted. */
export function namesOf(services: Services): string[] {
  return Object.keys(services).sort()
}

/** What depends on what. */
export function graphOf(services: Services): Graph {
  const graph = new Map(namesOf(services).map((name) => [name, new Set<string>()]))
  for (const { from, to } of edgesOf(services)) graph.get(from)?.add(to)
  return graph
}

const WORDS: Readonly<Record<Dependency['condition'], string>> = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
}

/** What a dependency must have come to, in a few words: `healthy, restart`. */
export function describeEdge({ condition, restart, required }: Dependency): string {
  return [WORDS[condition], ...(restart ? ['restart'] : []), ...(required ? [] : ['optional'])].join(', ')
}
