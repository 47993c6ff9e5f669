import { failure, warning } from '../../model/failure.ts'
import type { Place, Source } from '../../model/place.ts'
import { placesWithin } from '../interpolate/places-within.ts'
import { Budget, MOST_MADE, substitute } from '../interpolate/template.ts'
import type { Report } from '../report.ts'
import type { EnvValue } from './environment.ts'
import { expandEscapes } from './escapes.ts'
import { parseRawEnvFile } from './parse-raw-env-file.ts'

/** How an env file is read. */
export interface EnvFileOptions {
  /** Variables that win over those of the file, in `${…}` and for a name without value. */
  lookup(name: string): string | undefined
  /** `format: raw`: what stands after `=` is the value, as it is. */
  readonly raw?: boolean
}

/**
 * Adds a file's variables to `into`, which is also where later lines find earlier ones. The grammar is that
 * of compose-go's dotenv; a broken line is reported and the next one is read.
 */
export function parseEnvFile(
  source: Source,
  into: Map<string, EnvValue>,
  options: EnvFileOptions,
  report: Report,
): void {
  if (options.raw) parseRawEnvFile(source, into, options, report)
  else new EnvFileParser(source, into, options, report).run()
}

/** White space within a line. */
const BLANK = /[\t\v\f\r \u0085\u00A0]*/y
const WHITE_SPACE = /[\s\u0085]*/y
const SPACE = /[\s\u0085]/
const EXPORT = /export(?=\s)/y
/** What ends a name. */
const SIGNS = new Set(['=', ':', '\n'])
const NAME = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00A0]*/uy

class EnvFileParser {
  readonly #source: Source
  readonly #text: string
  readonly #into: Map<string, EnvValue>
  readonly #options: EnvFileOptions
  readonly #report: Report
  readonly #budget = new Budget()
  #at = 0

  constructor(source: Source, into: Map<string, EnvValue>, options: EnvFileOptions, report: Report) {
    this.#source = source
    this.#text = source.text
    this.#into = into
    this.#options = options
    this.#report = report
  }

  run(): void {
    while (this.#skipToStatement()) this.#statement()
  }

  /** Skips empty lines and comments; false at the end. */
  #skipToStatement(): boolean {
    for (;;) {
      this.#skip(WHITE_SPACE)
      if (this.#at >= this.#text.length) return false
      if (this.#text[this.#at] !== '#') return true
      this.#at = this.#lineEnd(this.#at)
    }
  }

  #statement(): void {
    if (this.#skip(EXPORT)) this.#skip(BLANK)
    const start = this.#at
    this.#skip(NAME)
    const end = this.#at
    const sign = this.#text[end]
    const name = withoutTrailing(this.#text.slice(start, end))
    this.#at = end + 1
    if (start === this.#text.length) this.#fail('env-file-name', start, end)
    else if (sign === undefined) this.#nameless(start)
    else if (!SIGNS.has(sign)) this.#fail('env-file-name', start, end)
    else if (name.includes(' ')) this.#fail('env-file-name', start, start + name.indexOf(' '))
    else if (sign === '\n') this.#inherit(name)
    else this.#assign(name)
  }

  /** A last line with neither a sign nor a line end is the value of a variable without name. */
  #nameless(start: number): void {
    this.#at = start
    this.#assign('')
  }

  #inherit(name: string): void {
    const value = this.#lookup(name)
    if (value !== undefined) this.#into.set(name, { value })
  }

  #assign(name: string): void {
    const sign = this.#at
    this.#skip(BLANK)
    const quote = this.#text[this.#at]
    if (quote === '#' && this.#at > sign) this.#warnOfComment(name)
    const value = quote === '"' || quote === "'" ? this.#quoted(quote) : this.#unquoted()
    if (value) this.#into.set(name, value)
  }

  /** As with Docker Compose it is the value. */
  #warnOfComment(name: string): void {
    const at = this.#place(this.#at, this.#lineEnd(this.#at))
    this.#report.add(warning('env-file-comment-value', { name }, { at }))
  }

  #unquoted(): EnvValue {
    const start = this.#at
    const lineEnd = this.#lineEnd(start)
    this.#at = lineEnd + 1
    const line = this.#text.slice(start, lineEnd)
    const comment = line.indexOf(' #')
    const text = withoutTrailing(comment < 0 ? line : line.slice(0, comment))
    const at = this.#place(start, start + text.length)
    return { value: this.#substitute(text, at), at }
  }

  #quoted(quote: string): EnvValue | undefined {
    const start = this.#at
    const { text, end } = readQuoted(this.#text, start + 1, quote)
    if (end === undefined) {
      this.#fail('env-file-quote', start, this.#lineEnd(start))
      this.#at = this.#text.length
      return undefined
    }
    this.#at = end
    const at = this.#place(start, end)
    return { value: quote === '"' ? this.#substitute(expandEscapes(text), at) : text, at }
  }

  /** The value with its variables replaced, empty once they have made more than there may be. */
  #substitute(text: string, at: Place): string {
    if (!text.includes('$')) return text
    const value = this.#replaced(text, at)
    const spent = this.#budget.spend(value.length)
    if (spent === 'first-beyond') {
      this.#report.add(failure('interpolation-too-much', { path: [], limit: MOST_MADE }, { at }))
    }
    return spent === 'within' ? value : ''
  }

  #replaced(text: string, at: Place): string {
    const within = placesWithin(at, text)
    const path: readonly string[] = []
    return substitute(text, {
      lookup: (name) => this.#lookup(name),
      unset: (name, index) => {
        const place = within(index, index + name.length + 1)
        this.#report.add(warning('variable-unset', { name }, { at: place }))
      },
      tooDeep: (limit, start, end) => {
        this.#report.add(failure('interpolation-too-deep', { path, limit }, { at: within(start, end) }))
      },
      tooLong: (limit) => {
        this.#report.add(failure('interpolation-too-long', { path, limit }, { at }))
      },
      invalid: (start, end) => {
        this.#report.add(failure('interpolation-syntax', { path }, { at: within(start, end) }))
      },
      required: (name, message, start, end) => {
        this.#report.add(failure('variable-required', { name, message, path }, { at: within(start, end) }))
      },
    })
  }

  #lookup(name: string): string | undefined {
    return this.#options.lookup(name) ?? this.#into.get(name)?.value
  }

  #fail(code: 'env-file-name' | 'env-file-quote', start: number, end: number): void {
    const lineEnd = this.#lineEnd(end)
    const text = this.#text.slice(start, this.#lineEnd(start))
    const at = this.#place(code === 'env-file-quote' ? start : end, code === 'env-file-quote' ? end : end + 1)
    this.#report.add(failure(code, { text }, { at }))
    this.#at = lineEnd
  }

  #place(start: number, end: number): Place {
    return { source: this.#source, start, end }
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf('\n', from)
    return end < 0 ? this.#text.length : end
  }

  /** Moves over what matches here; false when nothing does. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    this.#at = pattern.lastIndex
    return true
  }
}

/** Looked at from its end: a pattern would try each run of blanks before it. */
function withoutTrailing(text: string): string {
  let end = text.length
  while (end > 0 && SPACE.test(text[end - 1] as string)) end--
  return text.slice(0, end)
}

/** Text between quotes, with escaped quotes as quotes; `end` is after the closing one, if there is one. */
function readQuoted(text: string, start: number, quote: string): { text: string; end?: number } {
  let result = ''
  let escaped = false
  for (let index = start; index < text.length; index++) {
    const char = text[index] as string
    if (char === quote && !escaped) return { text: result, end: index + 1 }
    if (char === '\\' && !escaped) {
      escaped = true
      continue
    }
    result += escaped && char !== quote ? `\\${char}` : char
    escaped = false
  }
  return { text: result }
}
