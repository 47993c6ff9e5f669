import { describeEdge, edgesOf, namesOf, type Services } from './edges.ts'

/** The dependency graph for Graphviz; optional dependencies are dashed. */
export function graphDot(project: string, services: Services): string {
  const nodes = namesOf(services).map((name) => `  "${name}"`)
  const edges = edgesOf(services).map(({ from, to, dependency }) => {
    const dashed = dependency.required ? '' : ', style=dashed'
    return `  "${from}" -> "${to}" [label="${describeEdge(dependency)}"${dashed}]`
  })
  return [`digraph "${project}" {`, ...nodes, ...edges, '}'].map((line) => `${line}\n`).join('')
}
