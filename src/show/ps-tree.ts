import { closure } from '../model/graph.ts'
import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Style } from './ansi.ts'
import { compareText } from './compare-text.ts'
import { containerPaint } from './container-paint.ts'
import { graphOf, type Services } from './graph/edges.ts'
import { type Branch, drawTree } from './graph/tree.ts'
import { describePorts } from './ports.ts'
import { publishersOf } from './ps.ts'
import { quote } from './quote.ts'
import { alignTabs, DOCKER_CELLS } from './table.ts'

export interface PsTreeOptions {
  readonly unicode: boolean
  readonly style: Style
}

/** `ps --tree`: services above what they depend on, with the state of each container. */
export function describeContainerTree(
  services: Services,
  containers: readonly ObservedContainer[],
  { unicode, style }: PsTreeOptions,
): string {
  const rows = drawTree(graphOf(services), { unicode }).flatMap((branch) => {
    const own = containers.filter((container) => container.labels[labels.service] === branch.name)
    return rowsOf(branch, own, style)
  })
  // Cells are painted here, so they are quoted here.
  return alignTabs(
    [['SERVICE', 'CONTAINER', 'PORTS', 'STATUS'], ...rows].map((row) => row.join('\t')).join('\n'),
    DOCKER_CELLS,
  )
}

/** The services named, and what they depend on; all when none is named. */
export function withDependencies(services: Services, named: readonly string[]): Services {
  const reached = closure(graphOf(services), named.length > 0 ? named : Object.keys(services))
  return Object.fromEntries(Object.entries(services).filter(([name]) => reached.has(name)))
}

function rowsOf(
  { name, lead, below, isRepeated }: Branch,
  containers: readonly ObservedContainer[],
  style: Style,
): string[][] {
  if (isRepeated) return [[lead + quote(name), '', '', style.dim('see above')]]
  if (containers.length === 0) return [[lead + quote(name), '', '', style.dim('no container')]]
  return [...containers]
    .sort((a, b) => compareText(a.name, b.name))
    .map((container, i) => [
      i === 0 ? lead + quote(name) : below.trimEnd(),
      quote(container.name),
      quote(describePorts(publishersOf(container))),
      containerPaint(container, style)(quote(container.status)),
    ])
}
