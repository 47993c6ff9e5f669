/** What depends on what, by name. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Names in dependency order: what is depended on first, alphabetical where the graph leaves a choice.
 * Names that are depended on but no node themselves are left out. The graph has no cycle.
 */
export function inDependencyOrder(graph: Graph): string[] {
  const order: string[] = []
  const done = new Set<string>()
  const isNext = (name: string) => graph.has(name) && !done.has(name)
  for (const start of [...graph.keys()].sort()) {
    const trail = done.has(start) ? [] : [begin(start, graph, done)]
    for (let step = trail.at(-1); step; step = trail.at(-1)) {
      const next = step.waiting.find(isNext)
      if (next !== undefined) trail.push(begin(next, graph, done))
      else order.push(trail.pop()?.name ?? '')
    }
  }
  return order
}

/** A name on the way, with those that come before it. No recursion: chains may be longer than the stack. */
function begin(name: string, graph: Graph, done: Set<string>): { name: string; waiting: readonly string[] } {
  done.add(name)
  return { name, waiting: [...(graph.get(name) ?? [])].sort() }
}

/** The reverse: who depends on each name. */
export function dependents(graph: Graph): Map<string, Set<string>> {
  const reverse = new Map<string, Set<string>>([...graph.keys()].map((name) => [name, new Set()]))
  for (const [name, targets] of graph) for (const target of targets) reverse.get(target)?.add(name)
  return reverse
}

/** `names` and everything reachable from them. */
export function closure(
  graph: ReadonlyMap<string, ReadonlySet<string>>,
  names: Iterable<string>,
): Set<string> {
  const reached = new Set<string>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    queue.push(...(graph.get(name) ?? []))
  }
  return reached
}

/** One cycle, as `[a, b, a]`, if there is any. */
export function findCycle(graph: Graph): string[] | undefined {
  const state = new Map<string, 'open' | 'closed'>()
  const path: string[] = []
  const visit = (name: string): string[] | undefined => {
    if (state.get(name) === 'closed') return undefined
    if (state.get(name) === 'open') return [...path.slice(path.indexOf(name)), name]
    state.set(name, 'open')
    path.push(name)
    for (const next of [...(graph.get(name) ?? [])].sort()) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    state.set(name, 'closed')
    return undefined
  }
  for (const name of [...graph.keys()].sort()) {
    const cycle = visit(name)
    if (cycle) return cycle
  }
  return undefined
}
