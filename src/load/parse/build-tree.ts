import type { Alias, Node, Pair, Scalar as ScalarNode, YAMLMap, YAMLSeq } from 'yaml'
import { isAlias, isMap as isMapNode, isScalar, isSeq } from 'yaml'
import type { FailurePayloads } from '../../model/failure.ts'
import { failure } from '../../model/failure.ts'
import type { LoadFailures } from '../../model/failures/load.ts'
import type { Place } from '../../model/place.ts'
import type { Origin, Scalar, Tree, TreeList, TreeMap, Via } from '../../model/tree.ts'
import { isList, isMap, originOf, setOrigin, treeMap } from '../../model/tree.ts'
import type { Report } from '../report.ts'
import type { Path } from './documents.ts'
import { resolvePlain, resolveTagged } from './scalar.ts'

/** Nodes that aliases may make, besides a multiple of those that are written. */
const ALIASED_NODES = 100_000
const ALIASED_NODES_PER_NODE = 20
/** Deeper than any real file, well within the stack. */
const DEEPEST = 500

/** A place in the document while it is walked. */
interface Spot {
  readonly path: Path
  /** How what is being copied got here, when it is written elsewhere. */
  readonly via: Via | undefined
  /** Within an `x-` value nothing is checked. */
  readonly extension: boolean
}

/** What is left out because of `!reset`. */
const REMOVED = Symbol('removed')
type Built = Tree | typeof REMOVED

/**
 * Makes a tree of one document's nodes as Compose reads them: aliases are copied, merge keys applied,
 * every value knows where it was written.
 */
export class TreeBuilder {
  readonly resets: Path[] = []
  readonly #placeOf: (start: number, end: number) => Place
  readonly #report: Report
  readonly #anchors = new Map<string, Node>()
  /** What an alias meant where it stands; an anchor's name may be given anew further down. */
  readonly #targets = new Map<Alias, Node | undefined>()
  readonly #open = new Set<Node>()
  #written = 0
  #copied = 0
  #gaveUp = false

  constructor(place: (start: number, end: number) => Place, report: Report) {
    this.#placeOf = place
    this.#report = report
  }

  build(node: Node | null): Tree {
    const built = this.#value(node, { path: [], via: undefined, extension: false })
    return built === REMOVED ? null : built
  }

  #value(node: Node | null | undefined, spot: Spot): Built {
    if (!node || this.#gaveUp) return null
    if (spot.via) this.#copied++
    else this.#written++
    if (spot.path.length > DEEPEST) return this.#giveUp('yaml-too-deep', node)
    if (this.#copied > ALIASED_NODES + this.#written * ALIASED_NODES_PER_NODE) {
      return this.#giveUp('yaml-too-many-aliases', node)
    }
    if (isAlias(node)) return this.#alias(node, spot)
    if (node.anchor && !spot.via) this.#anchors.set(node.anchor, node)
    if (node.tag === '!reset' || node.tag === '!override') this.resets.push(spot.path)
    if (node.tag === '!reset') return REMOVED
    return this.#content(node, spot)
  }

  #content(node: Node, spot: Spot): Tree {
    if (isScalar(node)) return this.#scalar(node, spot)
    this.#open.add(node)
    const value = isMapNode(node) ? this.#map(node, spot) : isSeq(node) ? this.#list(node, spot) : null
    this.#open.delete(node)
    return value
  }

  #alias(alias: Alias, spot: Spot): Built {
    if (!this.#targets.has(alias)) this.#targets.set(alias, this.#anchors.get(alias.source))
    const target = this.#targets.get(alias)
    if (!target || this.#open.has(target)) {
      const code = target ? 'yaml-alias-cycle' : 'yaml-unknown-anchor'
      this.#fail(code, { name: alias.source }, alias)
      return REMOVED
    }
    return this.#value(target, { ...spot, via: chain('anchor', this.#place(alias), spot.via) })
  }

  #list(node: YAMLSeq, spot: Spot): TreeList {
    const list: TreeList = []
    node.items.forEach((item, index) => {
      const child = item as Node
      const value = this.#value(child, { ...spot, path: [...spot.path, index] })
      if (value === REMOVED) return
      setOrigin(list, list.length, this.#origin(child, undefined, spot))
      list.push(value)
    })
    return list
  }

  #map(node: YAMLMap, spot: Spot): TreeMap {
    const map = treeMap()
    const merges: { value: Tree; at: Place }[] = []
    const seen = new Map<string, Node>()
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      if (this.#isDuplicate(pair.key, seen)) continue
      if (isMergeKey(pair.key)) {
        const value = this.#value(pair.value, spot)
        if (value !== REMOVED) merges.push({ value, at: this.#place(pair.key) })
        continue
      }
      this.#entry(map, pair, spot)
    }
    for (const merge of merges) this.#merge(map, merge.value, merge.at, spot)
    return map
  }

  #entry(map: TreeMap, pair: Pair<Node, Node | null>, spot: Spot): void {
    const key = this.#key(pair.key, spot)
    if (key === undefined) return
    const path = [...spot.path, key]
    const value = this.#value(pair.value, { ...spot, path, extension: spot.extension || isExtension(key) })
    if (value === REMOVED) return
    map[key] = value
    setOrigin(map, key, this.#origin(pair.value ?? pair.key, pair.key, spot))
  }

  /** The value of `<<`: its entries count where there is none of the same key yet. */
  #merge(map: TreeMap, value: Tree, at: Place, spot: Spot): void {
    for (const source of isList(value) ? value : [value]) {
      if (!isMap(source)) {
        if (!this.#gaveUp) this.#report.add(failure('yaml-merge-not-mapping', {}, { at }))
        return
      }
      for (const key of Object.keys(source)) {
        if (key in map) continue
        map[key] = source[key] as Tree
        const origin = originOf(source, key)
        const via = chain('merge-key', at, origin?.via ?? spot.via)
        setOrigin(map, key, origin && { ...origin, via })
      }
    }
  }

  #isDuplicate(key: Node, seen: Map<string, Node>): boolean {
    const text = isScalar(key) ? String(key.value) : isAlias(key) ? key.source : undefined
    if (text === undefined) return false
    const first = seen.get(text)
    if (!first) {
      seen.set(text, key)
      return false
    }
    const related = [{ note: 'first here', at: this.#place(first) }]
    this.#report.add(failure('yaml-duplicate-key', { key: text }, { at: this.#place(key), related }))
    return true
  }

  #key(node: Node, spot: Spot): string | undefined {
    const value = this.#value(node, { ...spot, path: [...spot.path, '?'] })
    if (typeof value === 'string' && !(isScalar(node) && this.#isTimestamp(node))) return value
    const shown = isScalar(node) ? String(node.value) : ''
    this.#fail('yaml-key-not-string', { key: shown, path: spot.path }, node)
    return undefined
  }

  #isTimestamp(node: ScalarNode): boolean {
    return node.type === 'PLAIN' && resolvePlain(String(node.value)).type === 'timestamp'
  }

  #scalar(node: ScalarNode, spot: Spot): Scalar {
    const text = String(node.value ?? '')
    const tag = node.tag?.startsWith(CORE_TAG) ? node.tag.slice(CORE_TAG.length) : undefined
    if (tag !== undefined && tag !== 'str' && KNOWN_TAGS.has(tag)) return this.#tagged(node, tag, text)
    if (node.type !== 'PLAIN' || (node.tag && node.tag !== '!')) return text
    const resolved = resolvePlain(text)
    if (resolved.type === 'timestamp' && !spot.extension && spot.path.at(-1) !== '?') {
      this.#fail('yaml-date', { text }, node)
    }
    return resolved.value
  }

  #tagged(node: ScalarNode, tag: string, text: string): Scalar {
    if (tag === 'binary') return Buffer.from(text, 'base64').toString('utf8')
    const resolved = resolveTagged(tag, text)
    if (!('mismatch' in resolved)) return resolved.value
    this.#fail('yaml-tag-mismatch', { tag: `!!${tag}`, text }, node)
    return null
  }

  #origin(node: Node, key: Node | undefined, spot: Spot): Origin {
    const alias = isAlias(node) ? this.#place(node) : undefined
    const target = isAlias(node) ? (this.#targets.get(node) ?? node) : node
    const via = alias ? chain('anchor', alias, spot.via) : spot.via
    return { at: this.#place(target), ...(key && { key: this.#place(key) }), ...(via && { via }) }
  }

  #place(node: Node): Place {
    const [start = 0, end = start] = node.range ?? []
    return this.#placeOf(start, end)
  }

  #giveUp(code: 'yaml-too-deep' | 'yaml-too-many-aliases', node: Node): null {
    const result = this.#fail(code, {}, node)
    this.#gaveUp = true
    return result
  }

  #fail<C extends YamlFailure>(code: C, data: FailurePayloads[C], node: Node): null {
    if (!this.#gaveUp) this.#report.add(failure(code, data, { at: this.#place(node) }))
    return null
  }
}

type YamlFailure = Extract<keyof LoadFailures, `yaml-${string}`>

const CORE_TAG = 'tag:yaml.org,2002:'
const KNOWN_TAGS = new Set(['int', 'float', 'bool', 'null', 'timestamp', 'binary'])

/** `<<`, plain or with its tag written out. */
function isMergeKey(key: Node): boolean {
  if (!isScalar(key) || key.value !== '<<') return false
  return key.tag ? key.tag === `${CORE_TAG}merge` : key.type === 'PLAIN'
}

function isExtension(key: string): boolean {
  return key.startsWith('x-')
}

function chain(kind: Via['kind'], at: Place, next: Via | undefined): Via {
  return next ? { kind, at, next } : { kind, at }
}
