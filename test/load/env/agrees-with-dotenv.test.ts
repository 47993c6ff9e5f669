import { parse as parseWithDotenv } from 'dotenv'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EnvValue } from '../../../src/load/env/environment.ts'
import { parseEnvFile } from '../../../src/load/env/parse-env-file.ts'
import { Report } from '../../../src/load/report.ts'

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,8}$/)
const word = fc.stringMatching(/^[A-Za-z0-9_/:.,@-]{1,10}$/)
const words = fc.array(word, { maxLength: 4 }).map((list) => list.join(' '))
/** What both grammars have: values bare and in quotes, over lines too, `export`, comments and empty lines. */
const value = fc.oneof(
  words,
  words.map((text) => `'${text}'`),
  words.map((text) => `"${text}"`),
  words.map((text) => `"${text}\n${text}"`),
  fc.tuple(word, words).map(([text, comment]) => `${text} # ${comment}`),
)
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom('', 'export ', '  '), name, value)
    .map(([lead, key, text]) => `${lead}${key}=${text}`),
  words.map((text) => `# ${text}`),
  fc.constant(''),
)

it('reads as the package dotenv does what both grammars have', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = `${lines.join('\n')}\n`
      const into = new Map<string, EnvValue>()
      parseEnvFile({ path: '/.env', text }, into, { lookup: () => undefined }, new Report())
      expect(Object.fromEntries([...into].map(([key, { value }]) => [key, value]))).toEqual({
        ...parseWithDotenv(text),
      })
    }),
  )
})
