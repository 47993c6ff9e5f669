import type { Merge } from '../../model/attribute.ts'
import { failure } from '../../model/failure.ts'
import type { Origin, Tree, TreeList, TreeMap } from '../../model/tree.ts'
import { copyOrigin, isList, isMap, originOf, setOrigin } from '../../model/tree.ts'
import { besides, whereOf } from '../../model/where.ts'
import type { Frame } from '../context.ts'
import { ruleContext } from '../context.ts'
import { kindOf } from '../kind.ts'
import type { RuleNode } from '../rules.ts'
import { ruleBelow } from '../rules.ts'

/** Lays one tree over another, whose values it changes; each key by its owner's rule. */
export function mergeTrees(base: TreeMap, over: TreeMap, rules: RuleNode, frame: Frame): TreeMap {
  return new Merger(frame, base).mappings(base, over, rules, [])
}

/** Lays a service over the one it extends, or over an included one of its name. */
export function mergeAt(
  path: readonly string[],
  base: TreeMap,
  over: TreeMap,
  rules: RuleNode,
  frame: Frame,
): TreeMap {
  let node: RuleNode | undefined = rules
  for (const step of path) node = ruleBelow(node, step)
  return new Merger(frame, base).mappings(base, over, node, path)
}

type Path = readonly (string | number)[]

class Merger {
  readonly #frame: Frame
  readonly #root: TreeMap

  constructor(frame: Frame, root: TreeMap) {
    this.#frame = frame
    this.#root = root
  }

  mappings(base: TreeMap, over: TreeMap, rules: RuleNode | undefined, path: Path): TreeMap {
    for (const key of Object.keys(over)) {
      const value = over[key] as Tree
      if (!(key in base)) {
        base[key] = value
        copyOrigin(over, key, base, key)
        continue
      }
      const below = base[key] as Tree
      const origins = { base: originOf(base, key), over: originOf(over, key) }
      const merged = this.#values(below, value, ruleBelow(rules, key), [...path, key], origins)
      base[key] = merged
      if (merged === value && merged !== below) setOrigin(base, key, overriding(origins, below))
    }
    return base
  }

  #values(base: Tree, over: Tree, rules: RuleNode | undefined, path: Path, origins: Origins): Tree {
    if (rules?.merge) return this.#byRule(rules.merge, base, over, rules, path)
    if (over === null) return base
    if (isMap(base) && isMap(over)) return this.mappings(base, over, rules, path)
    if (isList(base) && isList(over)) return append(base, over)
    if (!isMap(base) && !isList(base)) return over
    this.#cannotOverride(base, over, path, origins)
    return base
  }

  #byRule(rule: Merge, base: Tree, over: Tree, rules: RuleNode, path: Path): Tree {
    const merge = (below: Tree, above: Tree): Tree => {
      if (isMap(below) && isMap(above)) return this.mappings(below, above, rules, path)
      return above ?? below
    }
    return rule(base, over, { ...ruleContext(this.#frame, this.#root, path), merge })
  }

  #cannotOverride(base: Tree, over: Tree, path: Path, origins: Origins): void {
    const where = besides(whereOf(origins.over), 'what it would override', whereOf(origins.base))
    const data = { path, base: kindOf(base), over: kindOf(over) }
    this.#frame.report.add(failure('cannot-override', data, where))
  }
}

interface Origins {
  readonly base: Origin | undefined
  readonly over: Origin | undefined
}

function overriding({ base, over }: Origins, value: Tree): Origin | undefined {
  return over && base ? { ...over, was: { value, origin: base } } : over
}

function append(base: TreeList, over: TreeList): TreeList {
  over.forEach((item, index) => {
    copyOrigin(over, index, base, base.push(item) - 1)
  })
  return base
}
