/** Where a template's values come from, and who hears of what is wrong with it. Indices are in the template. */
export interface TemplateScope {
  lookup(name: string): string | undefined
  /** A variable without value and without default. */
  unset(name: string, index: number): void
  /** `$` followed by what is no expression. */
  invalid(index: number, end: number): void
  /** `${NAME:?message}` without a value. */
  required(name: string, message: string, index: number, end: number): void
}

/** `$$`, `$NAME`, `${NAME}` and `${NAME` with an operator up to the line's last brace, or a stray `${`. */
const EXPRESSION = /\$(?:(\$)|([_a-z][_a-z0-9]*)|\{(?:([_a-z][_a-z0-9]*)(?:(:?[-+?])(.*))?\}|))/giu

/** Replaces a template's expressions, as deep as they nest. Texts without `$` come back as they are. */
export function substitute(template: string, scope: TemplateScope, offset = 0): string {
  if (!template.includes('$')) return template
  let result = ''
  let done = 0
  for (const match of template.matchAll(EXPRESSION)) {
    result += template.slice(done, match.index) + expand(match, scope, offset + match.index)
    done = match.index + match[0].length
  }
  return result + template.slice(done)
}

function expand(match: RegExpMatchArray, scope: TemplateScope, index: number): string {
  const [text, escaped, named, braced, operator] = match
  if (escaped) return '$'
  const name = named ?? braced
  if (name === undefined) {
    scope.invalid(index, index + text.length)
    return ''
  }
  if (operator === undefined) return plain(name, scope, index)
  return operated(text, name, operator, scope, index)
}

function plain(name: string, scope: TemplateScope, index: number): string {
  const value = scope.lookup(name)
  if (value === undefined) scope.unset(name, index)
  return value ?? ''
}

/**
 * The pattern takes all up to the last brace of the line: the expression ends at the brace that closes it,
 * what comes after is a template of its own.
 */
function operated(text: string, name: string, operator: string, scope: TemplateScope, index: number): string {
  const closing = closingBrace(text)
  const end = closing < 0 ? text.length : closing + 1
  const from = 2 + name.length + operator.length
  const operand = substitute(text.slice(from, end - 1), scope, index + from)
  const value = choose(scope.lookup(name), operand, operator)
  if (value === undefined) scope.required(name, operand, index, index + end)
  return (value ?? '') + substitute(text.slice(end), scope, index + end)
}

/** The expression's value; nothing when a value is required and missing. */
function choose(value: string | undefined, operand: string, operator: string): string | undefined {
  const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined
  if (operator.endsWith('-')) return given ? value : operand
  if (operator.endsWith('+')) return given ? operand : (value ?? '')
  return given ? value : undefined
}

/** Index of the brace that closes the first one; the character after an opening brace is never looked at. */
function closingBrace(text: string): number {
  let open = 0
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (char === '}' && --open === 0) return index
    if (char === '{') {
      open++
      index++
    }
  }
  return -1
}
