import { describeEdge, edgesOf, namesOf, type Services } from './edges.ts'

/** The dependency graph as a Mermaid flowchart; optional dependencies are dotted. */
export function graphMermaid(services: Services): string {
  const names = namesOf(services)
  // Names may be words of Mermaid's own, such as `end`: they are labels only.
  const ids = new Map(names.map((name, i) => [name, `s${i}`]))
  const nodes = names.map((name) => `    ${ids.get(name)}["${name}"]`)
  const edges = edgesOf(services).map(({ from, to, dependency }) => {
    const arrow = dependency.required ? '-->' : '-.->'
    return `    ${ids.get(from)} ${arrow}|${describeEdge(dependency)}| ${ids.get(to)}`
  })
  return ['flowchart TD', ...nodes, ...edges].map((line) => `${line}\n`).join('')
}
