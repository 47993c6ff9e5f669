const VALUES = [
  '',
  'x',
  '"a',
  "'b'",
  '"a\\n$A"',
  '$A',
  '${A:-${B}}',
  '${A',
  '$$',
  'x # y',
  '#z',
  '\\',
  '\u00a0',
  '=',
  '1'.repeat(99),
]
const KEYS = [
  'A',
  'B',
  'export C',
  'D E',
  'COMPOSE_PROFILES',
  'COMPOSE_FILE',
  'COMPOSE_PROJECT_NAME',
  '',
  '#',
  'a.b-c[0]',
]
const SIGNS = ['=', ': ', ' = ', '', '==']
const PATTERNS = [
  '*',
  '**',
  '**/*.ts',
  '!a',
  '!',
  '[a-',
  '[!]a]',
  '\\',
  '/',
  '../x',
  '#c',
  '?',
  ' a ',
  'a/**/b',
  '*a*b*c*d*e*f',
  '{a,b}',
]

/** An env file or label file. */
export function envFile(random) {
  const lines = random.several(20, () => random.pick(KEYS) + random.pick(SIGNS) + random.pick(VALUES))
  if (random.chance(0.05)) for (let i = 1; i < 40; i++) lines.push(`V${i}=$V${i - 1}$V${i - 1}`)
  return lines.join(random.pick(['\n', '\n', '\r\n', '\r']))
}

/** A file of what a build context leaves out. */
export function ignoreFile(random) {
  return random.several(10, () => random.pick(PATTERNS).repeat(1 + random.below(3))).join('\n')
}
