import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type FailureCode, type FailurePayloads, failure } from '../../src/model/failure.ts'
import { describeFailure } from '../../src/show/diagnostics.ts'
import { EXAMPLES } from './failure-examples.ts'

const FILE = join(import.meta.dirname, '../../docs/failures.md')

const HEAD = `# Failures

Every failure and warning of tscompose by its code, with an example of what it says. Failures of files also show
the place: file, line and column, the line itself, and where else a value came from. \`--progress json\` gives code,
data and place as JSON.

This page is generated and checked by a test: \`UPDATE_DOCS=1 npx vitest run test/docs\` writes it.
`

function page(): string {
  const sections = (Object.keys(EXAMPLES) as FailureCode[]).map((code) => {
    const example = failure(code, EXAMPLES[code] as FailurePayloads[typeof code])
    const text = describeFailure(example, { color: false, cwd: '/shop' }).trimEnd()
    return `## ${code}\n\n${text.replace(/^(?=.)/gm, '    ')}\n`
  })
  return `${HEAD}\n${sections.join('\n')}`
}

it('docs/failures.md shows every failure as it is', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(FILE, page())
  expect(readFileSync(FILE, 'utf8')).toBe(page())
})
