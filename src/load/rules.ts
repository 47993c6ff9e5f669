import type { Cast, Merge, ModelRules, RuleContext, Rules, Transform } from '../model/attribute.ts'
import type { Tree } from '../model/tree.ts'

/** The rules of one path, and the way to those below it. */
export interface RuleNode {
  readonly keys: ReadonlyMap<string, RuleNode>
  /** Any key, or any item of a list. */
  readonly any?: RuleNode
  readonly cast?: Cast
  readonly merge?: Merge
  readonly unique?: (item: Tree, context: RuleContext) => string
  readonly canonical?: Transform
  readonly defaults?: Transform
  readonly absolute?: Transform
  readonly check?: (value: Tree, context: RuleContext) => void
}

type MutableNode = {
  keys: Map<string, MutableNode>
  any?: MutableNode
} & { -readonly [K in keyof Rules]?: unknown }

/** All rules of the model in one tree of paths, from the root of a compose file. */
export function compileRules({ attributes, elements }: ModelRules): RuleNode {
  const root: MutableNode = { keys: new Map() }
  for (const attribute of attributes) addRules(root, ['services', '*'], attribute)
  for (const element of elements) addRules(root, [element.section, '*'], element)
  return root as unknown as RuleNode
}

/** The rules one step further down. */
export function ruleBelow(node: RuleNode | undefined, key: string | number): RuleNode | undefined {
  if (!node) return undefined
  return (typeof key === 'string' ? node.keys.get(key) : undefined) ?? node.any
}

const KINDS = ['cast', 'merge', 'unique', 'canonical', 'defaults', 'absolute', 'check'] as const

function addRules(root: MutableNode, prefix: readonly string[], rules: Rules): void {
  for (const kind of KINDS) {
    for (const [path, rule] of Object.entries(rules[kind] ?? {})) {
      const node = descend(root, [...prefix, ...(path === '' ? [] : path.split('.'))])
      if (node[kind] !== undefined) throw new Error(`two ${kind} rules for ${[...prefix, path].join('.')}`)
      node[kind] = rule
    }
  }
}

function descend(root: MutableNode, path: readonly string[]): MutableNode {
  let node = root
  for (const step of path) {
    let next = step === '*' ? node.any : node.keys.get(step)
    if (!next) {
      next = { keys: new Map() }
      if (step === '*') node.any = next
      else node.keys.set(step, next)
    }
    node = next
  }
  return node
}
