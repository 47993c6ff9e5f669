import type { Kind } from '../../model/failures/load.ts'
import { kindOf } from '../kind.ts'

type Path = readonly (string | number)[]

/** The keywords that the compose schema uses. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: SchemaType | readonly SchemaType[]
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
  readonly items?: Schema
  readonly uniqueItems?: boolean
  readonly oneOf?: readonly Schema[]
}

type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** One thing that the schema does not allow. */
export type Problem = { readonly path: Path } & (
  | {
      readonly kind: 'type'
      readonly wanted: readonly Kind[]
      /** Those of the first of several alternatives. */
      readonly first: readonly Kind[]
      readonly got: Kind
    }
  | {
      readonly kind: 'unknown-key'
      readonly key: string
      readonly known: readonly string[]
      /** The way to where the key would be right, when that is further down. */
      readonly below: Path | undefined
    }
  | { readonly kind: 'bad-name'; readonly key: string }
  | { readonly kind: 'missing-key'; readonly key: string }
  | { readonly kind: 'enum'; readonly allowed: readonly string[] }
  | { readonly kind: 'range'; readonly bound: 'at-least' | 'at-most'; readonly limit: number }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'repeated'; readonly first: number; readonly second: number }
)

/**
 * Everything in a value that its schema does not allow. Of alternatives, the one of the value's own type is
 * meant: nobody who writes a list wants to hear that a text would do as well.
 */
export function explain(value: unknown, schema: Schema, root: Schema, path: Path = []): Problem[] {
  const problems: Problem[] = []
  new Explainer(root, problems).value(value, schema, path)
  return problems
}

/** A key that was meant to go deeper still is not what is meant. */
const DEPTH_BELOW = 3

class Explainer {
  readonly #root: Schema
  readonly #problems: Problem[]
  /** For each mapping with unknown keys the ways down from it, by the key that they lead to. */
  readonly #below = new Map<Schema, ReadonlyMap<string, Path>>()

  constructor(root: Schema, problems: Problem[]) {
    this.#root = root
    this.#problems = problems
  }

  value(value: unknown, given: Schema, path: Path): void {
    const schema = this.#resolve(given)
    if (schema.oneOf) this.#oneOf(value, schema.oneOf, path)
    else if (!this.#hasType(value, schema)) {
      this.#problems.push({
        path,
        kind: 'type',
        wanted: wantedKinds(typesOf(schema)),
        first: wantedKinds(typesOf(schema)),
        got: kindOf(value as never),
      })
    } else if (typeof value === 'string') this.#text(value, schema, path)
    else if (typeof value === 'number' || typeof value === 'bigint') this.#number(Number(value), schema, path)
    else if (Array.isArray(value)) this.#list(value, schema, path)
    else if (typeof value === 'object' && value !== null) this.#mapping(value, schema, path)
  }

  #oneOf(value: unknown, alternatives: readonly Schema[], path: Path): void {
    const flat = alternatives.flatMap((alternative) => this.#alternatives(alternative))
    const meant = flat.find((alternative) => this.#hasType(value, alternative))
    const wanted = wantedKinds(flat.flatMap(typesOf))
    if (meant) this.value(value, meant, path)
    else {
      const first = wantedKinds(flat[0] ? typesOf(flat[0]) : [])
      this.#problems.push({ path, kind: 'type', wanted, first, got: kindOf(value as never) })
    }
  }

  #alternatives(schema: Schema): readonly Schema[] {
    const resolved = this.#resolve(schema)
    return resolved.oneOf ? resolved.oneOf.flatMap((inner) => this.#alternatives(inner)) : [resolved]
  }

  #text(value: string, { enum: allowed, pattern }: Schema, path: Path): void {
    if (allowed && !allowed.includes(value)) this.#problems.push({ path, kind: 'enum', allowed })
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
      this.#problems.push({ path, kind: 'pattern', pattern })
    }
  }

  #number(value: number, { minimum, maximum }: Schema, path: Path): void {
    if (minimum !== undefined && value < minimum) {
      this.#problems.push({ path, kind: 'range', bound: 'at-least', limit: minimum })
    }
    if (maximum !== undefined && value > maximum) {
      this.#problems.push({ path, kind: 'range', bound: 'at-most', limit: maximum })
    }
  }

  #list(list: readonly unknown[], { items, uniqueItems }: Schema, path: Path): void {
    if (items) for (const [index, item] of list.entries()) this.value(item, items, [...path, index])
    if (!uniqueItems) return
    const seen = new Map<string, number>()
    for (const [second, item] of list.entries()) {
      const identity = identify(item)
      const first = seen.get(identity)
      if (first === undefined) seen.set(identity, second)
      else this.#problems.push({ path, kind: 'repeated', first, second })
    }
  }

  #mapping(value: object, schema: Schema, path: Path): void {
    for (const key of schema.required ?? []) {
      if (!(key in value)) this.#problems.push({ path, kind: 'missing-key', key })
    }
    for (const [key, item] of Object.entries(value)) this.#entry(key, item, schema, path)
  }

  #entry(key: string, item: unknown, schema: Schema, path: Path): void {
    const { properties = {}, patternProperties = {}, additionalProperties } = schema
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined
    const matching = Object.entries(patternProperties).filter(([pattern]) =>
      new RegExp(pattern, 'u').test(key),
    )
    const below = [...(own ? [own] : []), ...matching.map(([, pattern]) => pattern)]
    for (const next of below) this.value(item, next, [...path, key])
    if (below.length > 0 || additionalProperties !== false) return
    const known = Object.keys(properties)
    if (known.length === 0) this.#problems.push({ path, kind: 'bad-name', key })
    else this.#problems.push({ path, kind: 'unknown-key', key, known, below: this.#findBelow(key, schema) })
  }

  /** The shortest way down to a key of this name, through mappings that have no names of the user's. */
  #findBelow(key: string, schema: Schema): Path | undefined {
    const ways = this.#below.get(schema) ?? this.#waysBelow(schema)
    this.#below.set(schema, ways)
    return ways.get(key)
  }

  #waysBelow(schema: Schema): ReadonlyMap<string, Path> {
    const ways = new Map<string, Path>()
    let level: { path: Path; schema: Schema }[] = [{ path: [], schema }]
    for (let depth = 0; depth < DEPTH_BELOW && level.length > 0; depth++) {
      level = level.flatMap((at) =>
        Object.entries(at.schema.properties ?? {}).flatMap(([name, below]) =>
          this.#alternatives(below).map((alternative) => ({ path: [...at.path, name], schema: alternative })),
        ),
      )
      for (const { path, schema: below } of level)
        for (const key of Object.keys(below.properties ?? {}))
          if (!ways.has(key)) ways.set(key, [...path, key])
    }
    return ways
  }

  #hasType(value: unknown, schema: Schema): boolean {
    const types = typesOf(schema)
    if (types.length === 0) return true
    const kind = kindOf(value as never)
    return wantedKinds(types).some((wanted) => wanted === kind || (wanted === 'number' && kind === 'integer'))
  }

  #resolve(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema
    const name = schema.$ref.slice('#/$defs/'.length)
    return this.#resolve(this.#root.$defs?.[name] ?? {})
  }
}

const KINDS: Readonly<Record<SchemaType, Kind>> = {
  object: 'mapping',
  array: 'list',
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  null: 'null',
}

function typesOf({ type }: Schema): readonly SchemaType[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type
}

function wantedKinds(types: readonly SchemaType[]): readonly Kind[] {
  return [...new Set(types.map((type) => KINDS[type]))]
}

/** Equal for equal values, whatever the order of keys. */
function identify(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    // As the validators see it, who know no big integers.
    if (typeof item === 'bigint') return Number(item)
    if (typeof item === 'number' && !Number.isFinite(item)) return { number: String(item) }
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
