/** Where a template's values come from, and who hears of what is wrong with it. Indices are in the template. */
export interface TemplateScope {
  lookup(name: string): string | undefined
  /** A variable without value and without default. */
  unset(name: string, index: number): void
  /** `$` followed by what is no expression. */
  invalid(index: number, end: number): void
  /** Defaults in defaults, more than `limit` of them. */
  tooDeep(limit: number, index: number, end: number): void
  /** A text of more than `limit` characters. */
  tooLong(limit: number): void
  /** `${NAME:?message}` without a value. */
  required(name: string, message: string, index: number, end: number): void
}

/** Replaces a template's expressions, as deep as they nest. Texts without `$` come back as they are. */
export function substitute(template: string, scope: TemplateScope): string {
  if (!template.includes('$')) return template
  try {
    return new Substitution(template, scope).range(0, template.length, 0)
  } catch (error) {
    if (error !== HOPELESS) throw error
    return ''
  }
}

/** Thrown when the rest of a template is not worth reading; the scope has heard why. */
const HOPELESS = Symbol('hopeless')

/** What follows `$`: another one, a name, or a name in a brace with or without an operator. */
const HEAD = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{([_a-z][_a-z0-9]*)?(:?[-+?])?)/iuy

/** Deeper than anybody nests defaults. */
const DEEPEST = 100

/** How much text all variables of a project, or of an env file, may make together. */
export class Budget {
  #left = MOST_MADE

  /** Whether a text of so many characters is still within it; nothing is any more after the first that is not. */
  spend(length: number): 'within' | 'first-beyond' | 'beyond' {
    if (this.#left < 0) return 'beyond'
    this.#left -= length
    return this.#left < 0 ? 'first-beyond' : 'within'
  }
}

/** More characters than all values of a project have together. */
export const MOST_MADE = 64 * 2 ** 20

/** More characters than any value has: variables may be made of each other, and double each time. */
const LONGEST = 4 * 2 ** 20

class Substitution {
  readonly #text: string
  readonly #scope: TemplateScope
  /** The last brace before some end; the same for all expressions of a line. */
  #lastBrace = { before: -1, at: -1 }
  /** The end of the line that `from` is in; looked for once a line. */
  #line = { from: 0, end: -1 }

  constructor(text: string, scope: TemplateScope) {
    this.#text = text
    this.#scope = scope
  }

  /** The part from `start` to `end` with its expressions replaced. */
  range(start: number, end: number, depth: number): string {
    let result = ''
    let done = start
    let dollar = this.#text.indexOf('$', start)
    while (dollar >= 0 && dollar < end) {
      const { value, next } = this.#expression(dollar, end, depth)
      result += this.#text.slice(done, dollar) + value
      if (result.length > LONGEST) {
        this.#scope.tooLong(LONGEST)
        throw HOPELESS
      }
      done = next
      dollar = this.#text.indexOf('$', next)
    }
    return result + this.#text.slice(done, end)
  }

  #expression(start: number, end: number, depth: number): { value: string; next: number } {
    HEAD.lastIndex = start
    const [head, escaped, named, braced, operator] = HEAD.exec(this.#text) ?? []
    const next = start + (head?.length ?? 0)
    // A `$` before anything else stands for itself.
    if (head === undefined || next > end) return { value: '$', next: start + 1 }
    if (escaped !== undefined) return { value: '$', next }
    if (named !== undefined) return { value: this.#plain(named, start), next }
    if (depth > DEEPEST) {
      this.#scope.tooDeep(DEEPEST, start, next)
      throw HOPELESS
    }
    if (braced === undefined) return this.#invalid(start)
    if (operator !== undefined) return this.#operated(braced, operator, start, next, end, depth)
    if (this.#text[next] !== '}' || next >= end) return this.#invalid(start)
    return { value: this.#plain(braced, start), next: next + 1 }
  }

  #invalid(start: number): { value: string; next: number } {
    const next = start + '${'.length
    this.#scope.invalid(start, next)
    return { value: '', next }
  }

  #plain(name: string, index: number): string {
    const value = this.#scope.lookup(name)
    if (value === undefined) this.#scope.unset(name, index)
    return value ?? ''
  }

  #operated(
    name: string,
    operator: string,
    start: number,
    from: number,
    end: number,
    depth: number,
  ): { value: string; next: number } {
    const last = this.#lastBraceOfLine(from, end)
    if (last < from) {
      this.#invalid(start)
      // Neither has what follows on this line a brace that closes it.
      throw HOPELESS
    }
    const closing = this.#closingBrace(start, last)
    const operand = this.range(from, closing, depth + 1)
    const value = choose(this.#scope.lookup(name), operand, operator)
    if (value === undefined) this.#scope.required(name, operand, start, closing + 1)
    return { value: value ?? '', next: closing + 1 }
  }

  #lastBraceOfLine(from: number, end: number): number {
    const before = Math.min(this.#lineEnd(from), end)
    if (this.#lastBrace.before !== before) {
      this.#lastBrace = { before, at: this.#text.lastIndexOf('}', before - 1) }
    }
    return this.#lastBrace.at
  }

  #lineEnd(from: number): number {
    if (from < this.#line.from || from > this.#line.end) {
      const newline = this.#text.indexOf('\n', from)
      this.#line = { from, end: newline < 0 ? this.#text.length : newline }
    }
    return this.#line.end
  }

  /**
   * The brace that closes the first one, or else the last of the line. The character after an opening brace
   * is never looked at.
   */
  #closingBrace(start: number, last: number): number {
    let open = 0
    for (let index = start; index <= last; index++) {
      const char = this.#text[index]
      if (char === '}' && --open === 0) return index
      if (char === '{') {
        open++
        index++
      }
    }
    return last
  }
}

/** The expression's value; nothing when a value is required and missing. */
function choose(value: string | undefined, operand: string, operator: string): string | undefined {
  const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined
  if (operator.endsWith('-')) return given ? value : operand
  if (operator.endsWith('+')) return given ? operand : (value ?? '')
  return given ? value : undefined
}
