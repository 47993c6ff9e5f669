import { goQuote } from '../go-quote.ts'
import { printed, type Value } from './value.ts'

const VERB = /%([-+0 #]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g

/** Go's `Sprintf` for the verbs that templates use: s v d q t x f. What does not fit is told in the text, as Go does. */
export function format(pattern: string, args: readonly Value[]): string {
  const queue = [...args]
  const text = pattern.replace(VERB, (_, flags: string, width?: string, precision?: string, verb = '') => {
    if (verb === '%') return '%'
    if (queue.length === 0) return `%!${verb}(MISSING)`
    const text = verbText(verb, queue.shift(), precision)
    if (!width) return text
    if (flags.includes('-')) return text.padEnd(Number(width))
    return text.padStart(Number(width), flags.includes('0') ? '0' : ' ')
  })
  return queue.length === 0 ? text : `${text}%!(EXTRA ${queue.map(typed).join(', ')})`
}

const UNFIT: Readonly<Record<string, readonly string[]>> = {
  s: ['number', 'boolean'],
  d: ['string', 'boolean'],
}

const GO_TYPES: Readonly<Record<string, string>> = { string: 'string', number: 'int', boolean: 'bool' }

/** `int=3`. */
function typed(value: Value): string {
  const type = GO_TYPES[typeof value]
  return type ? `${type}=${printed(value)}` : printed(value)
}

function verbText(verb: string, value: Value, precision?: string): string {
  if (UNFIT[verb]?.includes(typeof value)) return `%!${verb}(${typed(value)})`
  switch (verb) {
    case 'q':
      return goQuote(printed(value))
    case 'x':
      return typeof value === 'number' ? value.toString(16) : Buffer.from(printed(value)).toString('hex')
    case 'f':
      return Number(value).toFixed(precision === undefined ? 6 : Number(precision))
    case 's':
    case 'v':
      return precision === undefined ? printed(value) : printed(value).slice(0, Number(precision))
    case 'd':
    case 't':
      return printed(value)
    default:
      return `%!${verb}(${printed(value)})`
  }
}
