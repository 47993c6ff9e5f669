import { goJson } from '../go-json.ts'
import { jsonText } from '../quote.ts'
import { format } from './printf.ts'
import { TemplateError } from './tree.ts'
import { isList, isMap, isTrue, type Method, printed, type Value } from './value.ts'

export type Functions = Readonly<Record<string, Method>>

const compare =
  (holds: (order: number) => boolean): Method =>
  (a, b) =>
    holds(orderOf(a, b))

const escaper =
  (pattern: RegExp, to: (character: string) => string): Method =>
  (...args) =>
    args.map(printed).join('').replace(pattern, to)

const HTML: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&#34;',
  "'": '&#39;',
}

const JS: Readonly<Record<string, string>> = { "'": "\\'", '"': '\\"', '\\': '\\\\' }

const hex = (character: string) => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')

/** Go's own functions and those that the docker CLI adds. */
export const FUNCTIONS: Functions = {
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (value) => !isTrue(value),
  eq: (first, ...others) => others.some((other) => isSame(first, other)),
  ne: (a, b) => !isSame(a, b),
  lt: compare((order) => order < 0),
  le: compare((order) => order <= 0),
  gt: compare((order) => order > 0),
  ge: compare((order) => order >= 0),
  len: lengthOf,
  index: (value, ...keys) => keys.reduce<Value>(itemOf, value),
  slice: (value, from = 0, to) => {
    if (typeof value !== 'string' && !isList(value)) throw new TemplateError("slice: can't slice this")
    return value.slice(Number(from), to === undefined ? undefined : Number(to))
  },
  print: (...args) => args.map(printed).join(args.some((arg) => typeof arg === 'string') ? '' : ' '),
  println: (...args) => `${args.map(printed).join(' ')}\n`,
  printf: (pattern, ...args) => format(printed(pattern), args),
  js: escaper(/['"\\<>&=\p{Cc}]/gu, (character) => JS[character] ?? `\\u${hex(character)}`),
  html: escaper(/[<>&"']/g, (character) => HTML[character] ?? character),
  urlquery: (...args) => encodeURIComponent(args.map(printed).join('')).replaceAll('%20', '+'),
  // Docker's rows write themselves, as Go's encoder does by default; plain values are not made safe for HTML.
  json: (value) =>
    typeof value === 'object' && value !== null && !isList(value)
      ? goJson(isMap(value) ? Object.fromEntries(value) : value)
      : jsonText(value ?? null),
  split: (text, separator) => printed(text).split(printed(separator)),
  join: (list, separator) => {
    if (!isList(list)) throw new TemplateError('join: this is no list')
    return list.map(printed).join(printed(separator))
  },
  title: (text) =>
    printed(text).replace(/(^|[\s])(\p{Ll})/gu, (_, gap, letter) => gap + letter.toUpperCase()),
  lower: (text) => printed(text).toLowerCase(),
  upper: (text) => printed(text).toUpperCase(),
  pad: (text, before, after) =>
    printed(text) && ' '.repeat(Number(before)) + printed(text) + ' '.repeat(Number(after)),
  truncate: (text, length) => printed(text).slice(0, Number(length)),
}

const asItIs: Method = (text) => text

/** In the heading of a table these leave their text alone. */
export const HEADER_FUNCTIONS: Functions = {
  ...FUNCTIONS,
  json: asItIs,
  split: asItIs,
  join: asItIs,
  title: asItIs,
  lower: asItIs,
  upper: asItIs,
  truncate: asItIs,
}

function lengthOf(value: Value): number {
  if (typeof value === 'string' || isList(value)) return value.length
  if (isMap(value)) return value.size
  throw new TemplateError('len of something that has no length')
}

function itemOf(value: Value, key: Value): Value {
  if (isMap(value)) return value.get(printed(key)) ?? ''
  if (isList(value)) {
    const item = value[Number(key)]
    if (item === undefined) throw new TemplateError(`index out of range: ${printed(key)}`)
    return item
  }
  throw new TemplateError(`can't index item of ${printed(value)}`)
}

function isSame(a: Value, b: Value): boolean {
  const isMissing = a === undefined || a === null || b === undefined || b === null
  if (!isMissing && typeof a !== typeof b) throw new TemplateError('incompatible types for comparison')
  return a === b
}

function orderOf(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new TemplateError('incompatible types for comparison')
}
