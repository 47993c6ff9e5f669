import type { Cast } from '../../model/attribute.ts'
import { failure, warning } from '../../model/failure.ts'
import type { Origin, Scalar, Tree, TreeList, TreeMap, Via } from '../../model/tree.ts'
import { isList, isMap, originOf, setOrigin, treeMap } from '../../model/tree.ts'
import { whereOf } from '../../model/where.ts'
import type { Environment } from '../env/environment.ts'
import type { Reporter } from '../report.ts'
import type { RuleNode } from '../rules.ts'
import { ruleBelow } from '../rules.ts'
import { castText, isOldBoolean } from './cast.ts'
import { placesWithin } from './places-within.ts'
import type { TemplateScope } from './template.ts'
import { MOST_MADE, substitute } from './template.ts'

type Key = string | number

/** Of a text with more variables than these, the lines that set the first ones are known. */
const MOST_LINKS = 8

/** Replaces variables in every text of a document, and makes typed values of those that must be typed. */
export class Interpolation {
  readonly #environment: Environment
  readonly #rules: RuleNode
  readonly #report: Reporter
  readonly #path: Key[] = []
  /** Paths of the values that could not be made. */
  readonly failed: (readonly Key[])[] = []

  constructor(environment: Environment, rules: RuleNode, report: Reporter) {
    this.#environment = environment
    this.#rules = rules
    this.#report = report
  }

  /** A new tree; the one given stays as it is. */
  run(root: TreeMap): TreeMap {
    return this.#map(root, this.#rules)
  }

  #map(map: TreeMap, rules: RuleNode | undefined): TreeMap {
    const result = treeMap()
    for (const key of Object.keys(map)) {
      this.#entry(map, key, result, rules)
    }
    return result
  }

  #list(list: TreeList, rules: RuleNode | undefined): TreeList {
    const result: TreeList = []
    list.forEach((_, index) => {
      this.#entry(list, index, result, rules)
    })
    return result
  }

  #entry(from: TreeMap | TreeList, key: Key, to: TreeMap | TreeList, rules: RuleNode | undefined): void {
    const value = (from as TreeMap)[key] as Tree
    const origin = originOf(from, key)
    const below = ruleBelow(rules, key)
    const set = (changed: Tree, changedOrigin = origin) => {
      ;(to as TreeMap)[key] = changed
      setOrigin(to, key, changedOrigin)
    }
    this.#path.push(key)
    if (typeof value === 'string') this.#text(value, origin, below, set)
    else if (isMap(value)) set(this.#map(value, below))
    else if (isList(value)) set(this.#list(value, below))
    else set(value)
    this.#path.pop()
  }

  #text(
    text: string,
    origin: Origin | undefined,
    rules: RuleNode | undefined,
    set: (value: Tree, origin?: Origin) => void,
  ): void {
    const failures = this.failed.length
    if (!text.includes('$')) {
      set(this.#cast(text, rules?.cast, origin))
      return
    }
    const { result, via } = this.#substitute(text, origin)
    const broken = this.failed.length > failures
    const value = broken ? text : this.#cast(result, rules?.cast, origin)
    set(value, origin && interpolated(origin, via))
  }

  #substitute(text: string, origin: Origin | undefined): { result: string; via: Via | undefined } {
    const within = origin ? placesWithin(origin.at, text) : () => undefined
    const path = [...this.#path]
    let via: Via | undefined
    let links = 0
    const scope: TemplateScope = {
      lookup: (name) => {
        const place = this.#environment.placeOf(name)
        if (place && ++links <= MOST_LINKS) via = { kind: 'env_file', at: place, ...(via && { next: via }) }
        return this.#environment.get(name)
      },
      unset: (name, at) => {
        if (!this.#environment.warnOnce(name)) return
        this.#report.add(warning('variable-unset', { name }, { at: within(at, at + name.length + 1) }))
      },
      tooDeep: (limit, start, end) => {
        this.failed.push(path)
        this.#report.add(failure('interpolation-too-deep', { path, limit }, { at: within(start, end) }))
      },
      tooLong: (limit) => {
        this.failed.push(path)
        this.#report.add(failure('interpolation-too-long', { path, limit }, whereOf(origin)))
      },
      invalid: (start, end) => {
        this.failed.push(path)
        this.#report.add(failure('interpolation-syntax', { path }, { at: within(start, end) }))
      },
      required: (name, message, start, end) => {
        this.failed.push(path)
        this.#report.add(failure('variable-required', { name, message, path }, { at: within(start, end) }))
      },
    }
    const result = substitute(text, scope)
    const spent = this.#environment.budget.spend(result.length)
    if (spent === 'within') return { result, via }
    this.failed.push(path)
    const data = { path, limit: MOST_MADE }
    if (spent === 'first-beyond') this.#report.add(failure('interpolation-too-much', data, whereOf(origin)))
    return { result: '', via }
  }

  #cast(text: string, cast: Cast | undefined, origin: Origin | undefined): Scalar {
    if (!cast) return text
    const value = castText(text, cast)
    const path = [...this.#path]
    if (value === undefined) {
      this.failed.push(path)
      this.#report.add(failure('cast-failed', { path, cast, text }, whereOf(origin)))
      return text
    }
    if (cast === 'boolean' && isOldBoolean(text)) {
      this.#report.add(warning('boolean-obsolete', { path, text, value: value === true }, { at: origin?.at }))
    }
    return value
  }
}

/** The origin of a text with expressions: the text itself, then the lines that set its variables. */
function interpolated(origin: Origin, values: Via | undefined): Origin {
  const via: Via = { kind: 'interpolation', at: origin.at, ...append(values, origin.via) }
  return { ...origin, via }
}

function append(first: Via | undefined, rest: Via | undefined): { next?: Via } {
  if (!first) return rest ? { next: rest } : {}
  return { next: { kind: first.kind, at: first.at, ...append(first.next, rest) } }
}
