import type { Cast } from '../../model/attribute.ts'
import type { Scalar } from '../../model/tree.ts'

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['off', false],
])

const INTEGER = /^[-+]?\d+$/
const FLOAT = /^[-+]?(?:inf(?:inity)?|nan|(?:\d[\d_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?)$/i

/** The typed value of a text, or nothing when it is no such value. */
export function castText(text: string, cast: Cast): Scalar | undefined {
  if (cast === 'boolean') return BOOLEANS.get(text.toLowerCase())
  return cast === 'int' ? castInteger(text) : castFloat(text)
}

/** Whether a boolean is written in a way that YAML 1.2 no longer knows. */
export function isOldBoolean(text: string): boolean {
  return !/^(true|false)$/i.test(text)
}

function castInteger(text: string): Scalar | undefined {
  if (!INTEGER.test(text)) return undefined
  const value = BigInt(text.replace('+', ''))
  if (BigInt.asIntN(64, value) !== value) return undefined
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function castFloat(text: string): Scalar | undefined {
  if (!FLOAT.test(text) || text.includes('_')) return undefined
  const value = Number(text)
  if (!Number.isNaN(value)) return value
  if (/nan/i.test(text)) return Number.NaN
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
