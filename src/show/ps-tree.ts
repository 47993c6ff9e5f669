import { serviceOf } from '../model/container.ts'
import { closure } from '../model/graph.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Style } from './ansi.ts'
import { compareText } from './compare-text.ts'
import { containerPaint } from './container-paint.ts'
import { fitTable } from './fit-table.ts'
import { graphOf, type Services } from './graph/edges.ts'
import { type Branch, drawTree } from './graph/tree.ts'
import { describePorts } from './ports.ts'
import { publishersOf } from './ps.ts'

export interface PsTreeOptions {
  readonly unicode: boolean
  readonly style: Style
  /** Of the terminal that it is for. */
  readonly columns?: number
}

/** `ps --tree`: services above what they depend on, with the state of each container. */
export function describeContainerTree(
  services: Services,
  containers: readonly ObservedContainer[],
  { unicode, style, columns }: PsTreeOptions,
): string {
  const rows = drawTree(graphOf(services), { unicode }).flatMap((branch) => {
    const own = containers.filter((container) => serviceOf(container) === branch.name)
    return rowsOf(branch, own, style)
  })
  return fitTable([['SERVICE', 'CONTAINER', 'STATUS', 'PORTS'], ...rows.map(({ cells }) => cells)], {
    ...(columns && { columns }),
    paint: (row, heading, text) => (heading === 'STATUS' ? (rows[row]?.paint(text) ?? text) : text),
  })
}

/** The services named, and what they depend on; all when none is named. */
export function withDependencies(services: Services, named: readonly string[]): Services {
  const reached = closure(graphOf(services), named.length > 0 ? named : Object.keys(services))
  return Object.fromEntries(Object.entries(services).filter(([name]) => reached.has(name)))
}

interface Row {
  readonly cells: readonly string[]
  /** Of its status. */
  paint(text: string): string
}

function rowsOf(
  { name, lead, below, isRepeated }: Branch,
  containers: readonly ObservedContainer[],
  style: Style,
): Row[] {
  if (isRepeated || containers.length === 0) {
    return [{ cells: [lead + name, '', isRepeated ? 'see above' : 'no container', ''], paint: style.dim }]
  }
  return [...containers]
    .sort((a, b) => compareText(a.name, b.name))
    .map((container, i) => ({
      cells: [
        i === 0 ? lead + name : below.trimEnd(),
        container.name,
        container.status,
        describePorts(publishersOf(container)),
      ],
      paint: containerPaint(container, style),
    }))
}
