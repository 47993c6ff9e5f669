import type { Style } from '../ansi.ts'
import { quote } from '../quote.ts'
import { describeEdge, graphOf, type Services } from './edges.ts'
import { drawTree } from './tree.ts'

export interface GraphTextOptions {
  readonly unicode: boolean
  readonly style: Style
}

/** The dependency graph as trees, a service a line, with the condition it is waited for with. */
export function graphText(services: Services, { unicode, style }: GraphTextOptions): string {
  const lines = drawTree(graphOf(services), { unicode }).map(({ name, parent, lead, isRepeated }) => {
    const dependency = parent === undefined ? undefined : services[parent]?.depends_on?.[name]
    const condition = dependency ? ` (${describeEdge(dependency)})` : ''
    const hasMore = isRepeated && Object.keys(services[name]?.depends_on ?? {}).length > 0
    return `${style.dim(lead)}${quote(name)}${style.dim(`${condition}${hasMore ? ', see above' : ''}`)}`
  })
  return lines.map((line) => `${line}\n`).join('')
}
