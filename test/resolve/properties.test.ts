import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Tree, TreeMap } from '../../src/model/tree.ts'
import { writeJson } from '../../src/resolve/canonical/json.ts'
import { byYamlKey } from '../../src/resolve/canonical/order.ts'
import { anyToPlain } from '../../src/resolve/canonical/plain.ts'
import { writeYaml } from '../../src/resolve/canonical/yaml.ts'
import { normalize } from '../../src/resolve/normalize/normalize.ts'

// What ends a line in YAML 1.1, which go-yaml writes, but not in 1.2, which is read here, is left out.
const text = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), awkwardText())
  .filter((given) => !/[\u0085\u2028\u2029]/.test(given))
const value = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).tree

it('writes YAML that reads back as the same', () => {
  fc.assert(
    fc.property(value, (given) => {
      const written = writeYaml(anyToPlain({ given }, { target: 'yaml', variant: '2.40' }))
      expect(normal(parse(written, { maxAliasCount: -1 }))).toEqual({ given: normal(given) })
    }),
  )
})

it('writes JSON that reads back as the same', () => {
  fc.assert(
    fc.property(value, (given) => {
      const written = writeJson(anyToPlain(given, { target: 'json', variant: '2.40' }), '  ')
      expect(normal(JSON.parse(written))).toEqual(normal(given, null))
    }),
  )
})

it('orders keys, whatever they are', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '0', '1', '9', '-', '_', 'é', '😀') })
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(byYamlKey(a, b)) + Math.sign(byYamlKey(b, a))).toBe(0)
      expect(byYamlKey(a, b) === 0).toBe(a === b)
    }),
  )
})

const names = fc.constantFrom('a', 'b', 'c')
const service = fc.record(
  {
    image: fc.constant('x'),
    build: fc.record({ args: fc.constantFrom<Tree>({ A: null, B: '1' }, ['A', 'B=1']) }),
    environment: fc.constantFrom<Tree>({ A: null, N: null }, ['A', 'N', 'B=1'], []),
    networks: fc.constantFrom<Tree>({}, { front: null }, { default: null }),
    network_mode: fc.constantFrom('host', 'service:b'),
    links: fc.array(names.map((name) => `${name}:alias`)),
    volumes_from: fc.array(names),
    volumes: fc.array(fc.constantFrom<Tree>({ type: 'volume', target: '/x/../y/' })),
    depends_on: fc.dictionary(names, fc.constant<Tree>({ condition: 'service_started', required: true })),
    pull_policy: fc.constantFrom('if_not_present', 'always'),
  },
  { requiredKeys: [] },
)
const model = fc.record({
  services: fc.dictionary(names, service),
  networks: fc.dictionary(
    fc.constantFrom('front', 'default'),
    fc.constantFrom<Tree>(null, { external: true }),
  ),
})

it('normalises once for all', () => {
  const environment = new Map([['A', 'a']])
  fc.assert(
    fc.property(model, (given) => {
      const once = normalize(given as unknown as TreeMap, 'p', environment)
      expect(normalize(once, 'p', environment)).toEqual(once)
    }),
  )
})

/** Texts of what YAML gives a meaning to. */
function awkwardText() {
  const unit = fc.constantFrom(...'-:#?\'"\\ \n\t\r,[]{}&*!|>%@`~.+_01ex\ufeff')
  return fc.oneof(
    fc.string({ unit }),
    fc.constantFrom('null', 'yes', '0x1', '1e3', '2020-01-01', '<<', '=', '---'),
  )
}

/** Without negative zeros, and with something else in the place of empty lists. */
function normal(value: unknown, empty: unknown = []): unknown {
  if (Array.isArray(value)) return value.length === 0 ? empty : value.map((item) => normal(item, empty))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normal(item, empty)]))
  }
  return value === 0 ? 0 : value
}
