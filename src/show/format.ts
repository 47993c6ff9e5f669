import { Failed, failure } from '../model/failure.ts'
import { type Fit, fitTable } from './fit-table.ts'
import { quoted, quoteLines } from './quote.ts'
import { alignTabs, DOCKER_CELLS } from './table.ts'
import { evaluate, evaluateAsFar } from './template/evaluate.ts'
import { FUNCTIONS, HEADER_FUNCTIONS } from './template/functions.ts'
import { parseTemplate } from './template/parse.ts'
import { type Block, TemplateError } from './template/tree.ts'
import type { Value } from './template/value.ts'

/** A list that can be asked for with `--format`, as the docker CLI's lists can. */
export interface Listing {
  /** Headings by field; what has none is shown without a value, as Docker does. */
  readonly headings: Readonly<Record<string, string>>
  readonly rows: readonly Value[]
  /** Template of `--format table`. */
  readonly table: string
}

/** A list as `--format` asks for: `table`, `table TEMPLATE`, `json` (one line a row) or a template; fitted where it is a table of ours. */
export function formatListing(listing: Listing, format: string, fit?: Fit): string {
  const isUsual = format === '' || format === 'table'
  const asked = isUsual ? listing.table : format
  const isTable = asked.startsWith('table')
  const source = (isTable ? asked.slice('table'.length) : asked).replace(/^ +| +$/g, '')
  const template = source === 'json' ? '{{json .}}' : source.replaceAll('\\t', '\t').replaceAll('\\n', '\n')
  return orFailure(format, () => {
    const block = parseTemplate(template)
    if (!isTable)
      return listing.rows.map((row) => `${quoteLines(evaluate(block, row, FUNCTIONS))}\n`).join('')
    const rows = listing.rows.map((row) => evaluate(block, quoted(row), FUNCTIONS))
    const lines = [heading(block, listing.headings), ...rows]
    if (fit && isUsual)
      return fitTable(
        lines.map((line) => line.split('\t')),
        fit,
      )
    return alignTabs(lines.join('\n'), DOCKER_CELLS)
  })
}

/** A value through a template (`version --format`), with a newline. */
export function formatValue(value: Value, template: string): string {
  return orFailure(template, () => `${quoteLines(evaluate(parseTemplate(template), value, FUNCTIONS))}\n`)
}

function heading(block: Block, headings: Readonly<Record<string, string>>): string {
  const header = new Map<string, Value>(Object.entries(headings))
  header.set('Label', (name) => labelHeading(`${name}`))
  // Headings are no values, so some templates do not get far on them; the rows tell what is wrong.
  return evaluateAsFar(block, header, HEADER_FUNCTIONS)
}

/** Docker heads a label's column with the last part of its name. */
function labelHeading(label: string): string {
  return (label.split('.').at(-1) ?? '').replace(/[-_]/g, ' ')
}

function orFailure(template: string, run: () => string): string {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new Failed(failure('template-invalid', { template, reason: error.message }))
  }
}
