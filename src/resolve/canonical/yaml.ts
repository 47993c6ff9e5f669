import type { Plain } from './plain.ts'
import { NumberText } from './plain.ts'
import { doubleQuoted, styleOf } from './yaml-scalar.ts'

/**
 * Writes YAML as Docker Compose does, character by character: go-yaml v3, an indent of 2, lines of any
 * length. The `yaml` package's stringifier follows YAML 1.2's rules for what must be quoted, indents
 * literal blocks by other rules and cannot write go-yaml's escapes, so that this writer is our own.
 */
export function writeYaml(value: Plain): string {
  const out: string[] = []
  if (value instanceof Map && value.size > 0) writeMap(value, 0, out, false)
  else if (Array.isArray(value) && value.length > 0) writeList(value, 0, out, false)
  else out.push(`${inline(value, 0)}\n`)
  return out.join('')
}

/** Longest key, in bytes, that is written without `?`. */
const SIMPLE_KEY_LIMIT = 128
const STEP = 2

/** `sameLine`: the first entry goes on the line that is begun (after `- ` or `? `). */
function writeMap(map: ReadonlyMap<string, Plain>, indent: number, out: string[], sameLine: boolean): void {
  let onLine = sameLine
  for (const [key, value] of map) {
    if (!onLine) out.push(' '.repeat(indent))
    onLine = false
    if (isSimpleKey(key)) {
      out.push(writeText(key, indent, true), ':')
      writeAfterKey(value, indent, out)
    } else {
      out.push('? ', writeText(key, indent, false), '\n', ' '.repeat(indent), ':')
      writeInPlace(value, indent, out)
    }
  }
}

function isSimpleKey(key: string): boolean {
  return !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= SIMPLE_KEY_LIMIT
}

function writeAfterKey(value: Plain, indent: number, out: string[]): void {
  if (value instanceof Map && value.size > 0) {
    out.push('\n')
    writeMap(value, indent + STEP, out, false)
  } else if (Array.isArray(value) && value.length > 0) {
    out.push('\n')
    writeList(value, indent + STEP, out, false)
  } else {
    out.push(` ${inline(value, indent)}\n`)
  }
}

function writeList(list: readonly Plain[], indent: number, out: string[], sameLine: boolean): void {
  let onLine = sameLine
  for (const item of list) {
    if (!onLine) out.push(' '.repeat(indent))
    onLine = false
    out.push('-')
    writeInPlace(item, indent, out)
  }
}

/** Writes what follows `-` or `:` of a long key: collections begin on the same line. */
function writeInPlace(value: Plain, indent: number, out: string[]): void {
  out.push(' ')
  if (value instanceof Map && value.size > 0) writeMap(value, indent + STEP, out, true)
  else if (Array.isArray(value) && value.length > 0) writeList(value, indent + STEP, out, true)
  else out.push(`${inline(value, indent)}\n`)
}

function inline(value: Plain, indent: number): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return writeText(value, indent, false)
  if (value instanceof NumberText) return value.text
  if (value instanceof Map) return '{}'
  if (Array.isArray(value)) return '[]'
  return String(value)
}

function writeText(text: string, indent: number, asKey: boolean): string {
  switch (styleOf(text, asKey)) {
    case 'plain':
      return text
    case 'single':
      return `'${indentLines(text.replaceAll("'", "''"), indent + STEP)}'`
    case 'double':
      return doubleQuoted(text)
    case 'literal':
      return literal(text, indent + STEP)
  }
}

/** A block with `|`; empty lines get no indent. The last line break is left to the caller. */
function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? String(STEP) : ''
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const chomp = !text.endsWith('\n') ? '-' : body === '' || body.endsWith('\n') ? '+' : ''
  return `|${hint}${chomp}\n${indentLines(`\n${body}`, indent).slice(1)}`
}

/** Indents what follows a line break; empty lines stay empty. */
function indentLines(text: string, indent: number): string {
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(indent)}`)
}
