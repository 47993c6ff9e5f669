import { isAbsolute, relative } from 'node:path'
import type { Failure, Related } from '../model/failure.ts'
import { lineAndColumn, type Place } from '../model/place.ts'
import { createStyle, type Paint, type Style } from './ansi.ts'
import { excerptOf } from './excerpt.ts'
import { textOf } from './failures/all.ts'
import type { Block } from './failures/texts.ts'
import { quote } from './quote.ts'
import { wrapWords } from './width.ts'

export interface DiagnosticOptions {
  readonly color: boolean
  /** Paths below it are shown relative to it. */
  readonly cwd: string
  /** Columns of the terminal; source lines are cut to it. */
  readonly columns?: number
}

/** A failure as text of several lines: what, where with the source line, what belongs to it, what helps. */
export function describeFailure(failure: Failure, options: DiagnosticOptions): string {
  const style = createStyle(options.color)
  const { message, blocks = [], hint } = textOf(failure)
  const paint = failure.severity === 'error' ? style.red : style.yellow
  const [first = '', ...more] = message.split('\n')
  const lines = [
    ...wrapped(`${failure.severity}: ${first}`, '', options).map((line, i) =>
      i > 0 ? style.bold(line) : headline(line, failure.severity, style, paint),
    ),
    ...more.flatMap((line) => wrapped(line, '', options)),
    ...(failure.at ? placeLines(failure.at, options, style, paint) : []),
    ...(failure.related ?? []).flatMap((related) => relatedLines(related, options, style)),
    ...blocks.flatMap((block) => blockLines(block, style)),
    ...(hint ? helpLines(hint, options, style) : []),
  ]
  return lines.join('\n')
}

function headline(line: string, severity: string, style: Style, paint: Paint): string {
  return `${style.bold(paint(`${severity}:`))}${style.bold(line.slice(severity.length + 1))}`
}

function helpLines(hint: string, options: DiagnosticOptions, style: Style): string[] {
  const [first = '', ...more] = wrapped(hint, HELP, options)
  return [`  ${style.cyan('= help:')} ${first}`, ...more.map((line) => `${HELP}${line}`)]
}

/** As wide as what stands before the text of a hint. */
const HELP = ' '.repeat('  = help: '.length)

/** A text as lines that a terminal does not have to break, each behind `indent`; one line where it is for no terminal. */
function wrapped(text: string, indent: string, { columns }: DiagnosticOptions): string[] {
  return columns ? wrapWords(text, Math.max(20, columns - indent.length)) : [text]
}

/** Several failures, one below the other with an empty line between those that have more than one line. */
export function describeFailures(failures: readonly Failure[], options: DiagnosticOptions): string {
  const texts = failures.map((failure) => describeFailure(failure, options))
  return texts.map((text, i) => (i > 0 && isTall(text, texts[i - 1] ?? '') ? `\n${text}` : text)).join('\n')
}

function isTall(...texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('\n'))
}

/** Path as the reader would type it, or `<stdin>`. */
export function describePath(path: string, cwd: string): string {
  if (path === '-') return '<stdin>'
  const below = relative(cwd, path)
  return quote(below === '' || below.startsWith('..') || isAbsolute(below) ? path : below)
}

function describePlace(place: Place, cwd: string): string {
  const { line, column } = lineAndColumn(place)
  return `${describePath(place.source.path, cwd)}:${line}:${column}`
}

const DEFAULT_COLUMNS = 120

function placeLines(
  place: Place,
  options: DiagnosticOptions,
  style: Style,
  paint: (text: string) => string,
): string[] {
  const arrow = `  ${style.blue('-->')} ${describePlace(place, options.cwd)}`
  if (place.source.text === '' || place.source.isPrivate) return [arrow]
  const number = `${lineAndColumn(place).line}`
  const bar = style.blue('|')
  const margin = ' '.repeat(number.length)
  const columns = Math.max(20, (options.columns ?? DEFAULT_COLUMNS) - number.length - 4)
  const { text, indent, pointers } = excerptOf(place, columns)
  return [
    arrow,
    ` ${margin} ${bar}`,
    ` ${style.blue(number)} ${bar} ${text}`.trimEnd(),
    ` ${margin} ${bar} ${' '.repeat(indent)}${paint('^'.repeat(pointers))}`,
  ]
}

function relatedLines({ note, at }: Related, options: DiagnosticOptions, style: Style): string[] {
  return [`  ${style.cyan('= note:')} ${quote(note)}`, ...placeLines(at, options, style, style.cyan)]
}

function blockLines({ title, lines, numbered }: Block, style: Style): string[] {
  const head = `  ${style.cyan('=')} ${title}:`
  if (!numbered) return [head, ...lines.map((line) => `    ${style.dim('|')} ${line}`.trimEnd())]
  const { first, marked } = numbered
  const digits = `${first + lines.length - 1}`.length
  const rows = lines.map((line, i) => {
    const isMarked = first + i >= marked[0] && first + i <= marked[1]
    const number = `${first + i}`.padStart(digits)
    return `  ${isMarked ? style.red('>') : ' '} ${style.blue(number)} ${style.dim('|')} ${line}`.trimEnd()
  })
  return [head, ...rows]
}
