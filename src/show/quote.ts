/**
 * Characters that a terminal obeys or does not show: controls, format characters (bidirectional overrides, zero-width
 * ones), line separators, fillers, halves of surrogate pairs.
 */
const HIDDEN = '\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u034f\\u115f\\u1160\\u3164\\uffa0'
/** Commands that a CI runner finds anywhere in a line: `##[error]`, `##vso[…]`, `##teamcity[…]`. */
const ANYWHERE = '##(?=[a-z]*\\[)'
/** Those that it obeys where a line begins with them: `::error::`, `::set-output name=x::y`. */
const AT_START = ':(?<=^[ \\t]*:)(?=:[^:\\n]+::)'

const UNSAFE = new RegExp(`[${HIDDEN}]|${ANYWHERE}|${AT_START}`, 'giu')
const UNSAFE_IN_LINES = new RegExp(`(?![\\n\\t])[${HIDDEN}]|${ANYWHERE}|${AT_START}`, 'gimu')
const UNSAFE_IN_JSON = new RegExp(`(?![\\n\\t])[${HIDDEN}]|${ANYWHERE}`, 'giu')
/** Most texts need no closer look. */
const SAFE = /^(?:[ !-"$-9;-~]|:(?!:)|#(?!#))*$/

/**
 * Foreign text (of a file, the environment, an engine, a container) as it may stand in a line of ours: what would move
 * the cursor, paint, hide, reorder, break the line or give orders to a CI runner is written as an escape of JSON. So the
 * text of JSON still says the same. A text that is quoted already stays as it is.
 */
export function quote(text: string): string {
  return SAFE.test(text) ? text : text.replace(UNSAFE, escaped)
}

/** The same for a text of several lines, where line breaks and tabs are ours. */
export function quoteLines(text: string): string {
  return SAFE.test(text) ? text : text.replace(UNSAFE_IN_LINES, escaped)
}

/** A line that a program printed, as it stands on a screen in the end: with its colours and tabs, quoted otherwise. */
export function quoteOutput(line: string): string {
  const shown = line.replace(/\r+$/, '').split('\r').at(-1) ?? ''
  return shown
    .split(COLOR)
    .map((part, i) => (i % 2 === 0 ? quoteLines(part) : part))
    .join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const COLOR = /(\u001b\[[0-9;]*m)/

/** A value as JSON that is safe to look at: characters a terminal obeys are escapes. */
export function jsonText(value: unknown, space?: number): string {
  const text = JSON.stringify(value, undefined, space)
  return SAFE.test(text) ? text : text.replace(UNSAFE_IN_JSON, escaped)
}

/** A value with all text in it quoted; fields called `except` are left as they are. */
export function quoted<T>(value: T, except: ReadonlySet<string> = NOTHING): T {
  return quotedValue(value, except) as T
}

const NOTHING: ReadonlySet<string> = new Set()

function quotedValue(value: unknown, except: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'function') return (...args: unknown[]) => quotedValue(value(...args), except)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => quotedValue(item, except))
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [quotedValue(key, except), quotedValue(item, except)]))
  }
  const entries = Object.entries(value).map(([key, item]) => [
    quote(key),
    except.has(key) ? item : quotedValue(item, except),
  ])
  return Object.fromEntries(entries)
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '##': '#\\u0023' }

function escaped(text: string): string {
  return SHORT[text] ?? Array.from({ length: text.length }, (_, i) => unit(text.charCodeAt(i))).join('')
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`
}
