import type { Scalar } from '../../model/tree.ts'

/** What a plain scalar stands for, or the tag it cannot have. */
export type Resolved =
  | { readonly value: Scalar; readonly type: 'string' | 'int' | 'float' | 'bool' | 'null' | 'timestamp' }
  | { readonly mismatch: string }

/** Values that are written as words. `yes`, `on` and their like are texts until a boolean is wanted. */
const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['', '+'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((word) => [sign + word, Number.POSITIVE_INFINITY] as const),
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
])

const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/
const INT64_MIN = -(2n ** 63n)
const UINT64_MAX = 2n ** 64n - 1n

/** The value of a plain scalar by the rules of YAML as Compose reads it: those of 1.2, with 1.1's integers. */
export function resolvePlain(text: string): Exclude<Resolved, { mismatch: string }> {
  const word = WORDS.get(text)
  if (word !== undefined) return { value: word, type: typeOfWord(word) }
  const first = text.charCodeAt(0)
  if (first === 0x2e) return fraction(text) ?? string(text)
  const numeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d
  if (!numeric) return string(text)
  return timestamp(text) ?? integer(text) ?? fraction(text.replaceAll('_', '')) ?? string(text)
}

/** The value of a scalar whose tag is written out (`!!str`, `!!int`). */
export function resolveTagged(tag: string, text: string): Resolved {
  if (tag === 'str') return string(text)
  const plain = resolvePlain(text)
  if (tag === plain.type) return plain
  if (tag === 'float' && plain.type === 'int') return { value: plain.value, type: 'float' }
  if (tag === 'timestamp' && plain.type === 'timestamp') return plain
  return { mismatch: plain.type }
}

function typeOfWord(word: Scalar) {
  return word === null ? 'null' : typeof word === 'boolean' ? 'bool' : 'float'
}

function string(value: string) {
  return { value, type: 'string' } as const
}

function fraction(text: string) {
  if (!FLOAT.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? ({ value, type: 'float' } as const) : undefined
}

function integer(text: string) {
  const match = INTEGER.exec(text.replaceAll('_', ''))
  if (!match) return undefined
  const [, sign, hex, binary, octal, decimal] = match
  const digits = hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal as string)
  const size = BigInt(digits)
  const value = sign === '-' ? -size : size
  if (value < INT64_MIN || value > UINT64_MAX || (sign === '+' && value > -INT64_MIN - 1n)) return undefined
  const small = Number(value)
  return { value: Number.isSafeInteger(small) ? small : value, type: 'int' } as const
}

const TIMESTAMP =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/

function timestamp(text: string) {
  const match = TIMESTAMP.exec(text)
  if (!match) return undefined
  const [month = 0, day = 0, ...time] = match.slice(1).map((part) => Number(part ?? 0))
  const year = Number(text.slice(0, 4))
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  const inDay = time.every((part, index) => part < (index % 3 === 0 ? 24 : 60))
  if (month < 1 || month > 12 || day < 1 || day > lastDay || !inDay) return undefined
  return { value: text, type: 'timestamp' } as const
}
