import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain, type Schema } from '../../../src/load/validate/explain.ts'
import makeSchema from '../../../src/load/validate/generated/schema.mjs'
import { isModel } from '../../../src/load/validate/generated/validators.mjs'
import { withoutBigInts } from '../../../src/load/validate/without-big-ints.ts'
import type { Tree } from '../../../src/model/tree.ts'
import { treeMap } from '../../../src/model/tree.ts'

const schema = makeSchema()

/** Values at and beyond every bound of the schema, and of kinds that readers mix up. */
const ODD: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  '1',
  '1.5',
  'no',
  0,
  -0,
  -1,
  1,
  1.5,
  -1000,
  -1001,
  1000,
  1001,
  65_535,
  65_536,
  2 ** 31,
  2 ** 53,
  1e21,
  -1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  18446744073709551615n,
  -9223372036854775809n,
  9007199254740993n,
]

const odd = fc.constantFrom(...ODD)

/** Trees that are mostly as a schema wants them, with something odd here and there. */
function like(given: Schema, depth: number): fc.Arbitrary<unknown> {
  const node = resolved(given)
  if (depth > 6) return odd
  const right = node.oneOf ? fc.oneof(...node.oneOf.map((one) => like(one, depth))) : ofTypes(node, depth)
  return fc.oneof(
    { weight: 14, arbitrary: right },
    { weight: 1, arbitrary: odd },
    { weight: 1, arbitrary: anything },
  )
}

const anything = fc.oneof(
  fc.array(odd, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('x', 'x-y', 'image', 'a b'), odd, { maxKeys: 3 }),
)

function resolved(given: Schema): Schema {
  return given.$ref === undefined
    ? given
    : resolved(schema.$defs?.[given.$ref.slice('#/$defs/'.length)] ?? {})
}

function ofTypes(node: Schema, depth: number): fc.Arbitrary<unknown> {
  if (node.enum) return fc.constantFrom(...node.enum, 'other')
  const types = node.type === undefined ? [] : [node.type].flat()
  if (types.length === 0) return odd
  return fc.oneof(...types.map((type) => ofType(type, node, depth)))
}

function ofType(type: string, node: Schema, depth: number): fc.Arbitrary<unknown> {
  if (type === 'object') return mapping(node, depth)
  if (type === 'array') return fc.array(node.items ? like(node.items, depth + 1) : odd, { maxLength: 3 })
  if (type === 'string') return fc.constantFrom('x', '1', '', '5s', 'a:b', '80')
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  return fc.constantFrom(...ODD.filter((value) => typeof value === 'number' || typeof value === 'bigint'))
}

function mapping(node: Schema, depth: number): fc.Arbitrary<unknown> {
  const known = Object.entries(node.properties ?? {})
  const others = Object.values(node.patternProperties ?? {})
  const keys = fc.subarray(known, { maxLength: Math.min(3, known.length) })
  const required = known.filter(([key]) => node.required?.includes(key))
  return keys.chain((chosen) => {
    const entries = new Map([...chosen, ...required])
    const own = [...entries].map(([key, below]) =>
      like(below, depth + 1).map((value) => [key, value] as const),
    )
    const more = others.map((below) =>
      fc
        .tuple(fc.constantFrom('a', 'x-a', 'B_1', 'a b', '__proto__', 'constructor'), like(below, depth + 1))
        .map((pair) => pair as readonly [string, unknown]),
    )
    return fc.tuple(...own, ...more).map((pairs) => {
      const map = treeMap()
      for (const [key, value] of pairs) map[key] = value as Tree
      return map
    })
  })
}

const rooted = (section: string, key: string, value: unknown, name = 'a'): Tree =>
  ({ [section]: { [name]: { [key]: value as Tree } } }) as unknown as Tree

const sections = Object.entries({
  services: 'service',
  networks: 'network',
  volumes: 'volume',
  secrets: 'secret',
  configs: 'config',
}).flatMap(([section, name]) =>
  Object.entries(bodyOf(name).properties ?? {}).map(([key, below]) => [section, key, below] as const),
)

/** A definition may allow nothing as well: the mapping among its alternatives. */
function bodyOf(name: string): Schema {
  const node = resolved({ $ref: `#/$defs/${name}` })
  return node.oneOf?.map(resolved).find(({ properties }) => properties) ?? node
}

function agreeOn(tree: Tree): void {
  const problems = explain(tree, schema, schema)
  expect(problems.length === 0, JSON.stringify(withoutBigInts(tree))).toBe(isModel(withoutBigInts(tree)))
}

describe('the validator that says yes or no and the one that explains agree', () => {
  it('on whole trees', () => {
    fc.assert(
      fc.property(like(schema, 0), (tree) => agreeOn(tree as Tree)),
      { numRuns: 2000 },
    )
  })

  it.each(sections)('on %s.*.%s', (section, key, below) => {
    fc.assert(
      fc.property(like(below, 1), (value) => agreeOn(rooted(section, key, value))),
      { numRuns: 150 },
    )
  })

  it.each(sections)('on odd values of %s.*.%s', (section, key) => {
    for (const value of ODD) agreeOn(rooted(section, key, value))
  })
})
