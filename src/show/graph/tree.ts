import { dependents, type Graph } from '../../model/graph.ts'

/** A name in its place in a tree. */
export interface Branch {
  readonly name: string
  /** What it hangs on; undefined at the top. */
  readonly parent?: string
  /** What stands before it: `│  ├─ `. */
  readonly lead: string
  /** What stands before further lines about it: `│  │  `. */
  readonly below: string
  /** It was there before, so what hangs on it is not shown again. */
  readonly isRepeated: boolean
}

interface Lines {
  readonly tee: string
  readonly corner: string
  readonly bar: string
}

const UNICODE: Lines = { tee: '├─ ', corner: '└─ ', bar: '│  ' }
const ASCII: Lines = { tee: '|- ', corner: '`- ', bar: '|  ' }
const GAP = '   '

/** A name that is still to be drawn. */
interface Twig {
  readonly name: string
  readonly parent?: string
  /** What stands before its parent's further lines. */
  readonly margin: string
  readonly isLast: boolean
}

/**
 * A graph without cycles as trees: what nobody depends on at the top, dependencies below, by name. A name that
 * several depend on comes below each, and what it depends on below the first only.
 */
export function drawTree(graph: Graph, { unicode }: { readonly unicode: boolean }): Branch[] {
  const lines = unicode ? UNICODE : ASCII
  const seen = new Set<string>()
  const branches: Branch[] = []
  // No recursion: chains may be longer than the stack.
  const waiting: Twig[] = roots(graph)
    .map((name) => ({ name, margin: '', isLast: true }))
    .reverse()
  for (let twig = waiting.pop(); twig; twig = waiting.pop()) {
    const { name, parent, margin, isLast } = twig
    const isTop = parent === undefined
    const inner = isTop ? '' : margin + (isLast ? GAP : lines.bar)
    const isRepeated = seen.has(name)
    const dependencies = isRepeated ? [] : [...(graph.get(name) ?? [])].filter((one) => graph.has(one)).sort()
    branches.push({
      name,
      ...(!isTop && { parent }),
      lead: isTop ? '' : margin + (isLast ? lines.corner : lines.tee),
      below: inner + (dependencies.length > 0 ? lines.bar : GAP),
      isRepeated,
    })
    seen.add(name)
    const twigs = dependencies.map((one, i) => ({
      name: one,
      parent: name,
      margin: inner,
      isLast: i === dependencies.length - 1,
    }))
    waiting.push(...twigs.reverse())
  }
  return branches
}

function roots(graph: Graph): string[] {
  return [...dependents(graph)].flatMap(([name, by]) => (by.size === 0 ? [name] : [])).sort()
}
