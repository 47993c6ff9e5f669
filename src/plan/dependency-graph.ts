import type { Graph } from '../model/graph.ts'
import type { Project } from '../model/project.ts'

/** Services that depend on each other; what is not part of the project is left out. */
export function dependencyGraph(project: Project): Graph {
  return new Map(
    Object.values(project.services).map((service) => [
      service.name,
      new Set(Object.keys(service.depends_on ?? {}).filter((name) => name in project.services)),
    ]),
  )
}
