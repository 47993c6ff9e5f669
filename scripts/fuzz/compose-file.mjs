import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { projectRoot } from '../build/freshness.mjs'

const schema = JSON.parse(readFileSync(join(projectRoot, 'schemas/compose.schema.json'), 'utf8'))

const NAMES = [
  'a',
  'b',
  'db',
  'web',
  'n1',
  'v1',
  'x-y',
  '__proto__',
  'constructor',
  'A B',
  '1',
  '',
  'é',
  '\u202e',
]

/** Values that one of the many forms may take for its own. */
const WORDS = [
  ...NAMES,
  ...[
    '80',
    '80:80',
    '1-9:1-9',
    '127.0.0.1::80/udp',
    '[::1]:1:2',
    '0',
    '-1',
    '1.5',
    '1e400',
    '64m',
    '10gb',
    '1h30m',
    '5s',
  ],
  ...[
    './a:/b:ro',
    '/a',
    '~/x',
    'C:\\a:/b',
    'v1:/x',
    '../..',
    'service:a',
    'container:b',
    'host',
    'none',
    'unless-stopped',
  ],
  ...[
    '$A',
    '${A}',
    '${A:-${B:-x}}',
    '${A:?no}',
    '${',
    '$$',
    '$V0$V0',
    'A=$A',
    'A',
    '=',
    'true',
    'NO',
    'null',
    '~',
    'a b "c',
  ],
  ...[
    '2020-01-01',
    '0x1F',
    '0o17',
    '1_000',
    'sha256:0',
    'x@y',
    'a/b/c:d',
    'https://x/y.git#z:w',
    '.env',
    'more.yaml',
  ],
]

const NUMBERS = [
  0,
  1,
  -1,
  2,
  80,
  1.5,
  65_536,
  1e9,
  2 ** 31,
  2 ** 53,
  1e21,
  -1e308,
  18446744073709551615n,
  Infinity,
  NaN,
]

/** A compose file that follows the schema mostly. */
export function composeFile(random) {
  const tree = madeFor(schema, random, 0)
  if (isMapping(tree) && random.chance(0.9)) tree.services ??= { a: { image: 'x' } }
  return random.chance(0.2) ? toJson(tree) : stringify(tree)
}

function isMapping(tree) {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree)
}

/** JSON has neither big integers nor infinity; YAML reads it all the same. */
function toJson(tree) {
  return JSON.stringify(tree, (_, value) => (typeof value === 'bigint' ? Number(value) : value))
}

function madeFor(given, random, depth) {
  const wanted = given.$ref ? schema.$defs[given.$ref.slice('#/$defs/'.length)] : given
  if (wanted.$ref) return madeFor(wanted, random, depth)
  if (random.chance(0.02)) return random.pick([null, [], {}, true, random.pick(NUMBERS), random.pick(WORDS)])
  if (wanted.oneOf) return madeFor(random.pick(wanted.oneOf), random, depth)
  switch (random.pick([wanted.type ?? 'string'].flat())) {
    case 'object':
      return mapping(wanted, random, depth)
    case 'array':
      return random.several(4, () => madeFor(wanted.items ?? {}, random, depth + 1))
    case 'number':
    case 'integer':
      return random.pick(NUMBERS)
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    default:
      return random.pick(wanted.enum && random.chance(0.8) ? wanted.enum : WORDS)
  }
}

function mapping({ properties = {}, patternProperties = {}, required = [] }, random, depth) {
  const known = Object.keys(properties)
  const entries = [...required, ...random.several(7 - Math.min(depth, 5), () => random.pick(known))]
    .filter((key) => key !== undefined)
    .map((key) => [key, madeFor(properties[key] ?? {}, random, depth + 1)])
  for (const pattern of Object.values(patternProperties)) {
    for (const name of random.several(4, () => random.pick(NAMES)))
      entries.push([name, madeFor(pattern, random, depth + 1)])
  }
  return Object.fromEntries(entries)
}
