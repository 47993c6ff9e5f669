import type { Codec } from '../../model/shape.ts'
import { ShapeError } from '../../model/shape.ts'
import { readText } from './text.ts'

type Values<V> = Record<string, V>

/** `KEY=value` texts or a mapping, to a mapping; what has no value gets an empty one. */
export function readMapping(value: unknown): Values<string> {
  return fold(value, '')
}

/** Like `readMapping`, but what has no value gets `null`: it is to be taken from elsewhere. */
export function readNullableMapping(value: unknown): Values<string | null> {
  if (Array.isArray(value)) value.forEach(checkVariableName)
  return fold(value, null)
}

/** `KEY` and `value` of `KEY=value`; no value without the sign. */
export function splitPair(text: string): [key: string, value: string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** Labels, options and their like: from a list or a mapping, never null. */
export const MAPPING: Codec = codec(readMapping)

/** Environment and build arguments: from a list or a mapping, null when there is only a key. */
export const NULLABLE_MAPPING: Codec = codec(readNullableMapping)

/** Options that have no list form. */
export const OPTIONS: Codec = codec((value) => {
  if (Array.isArray(value)) throw new ShapeError('mapping', value)
  return readMapping(value)
})

function codec(decode: (value: unknown) => Values<string | null>): Codec {
  return {
    kind: 'codec',
    decode,
    yaml: (value) => value,
    json: (value) => value,
    isZero: (value) => Object.keys(value as object).length === 0,
  }
}

function fold<V extends string | null>(value: unknown, missing: V): Values<string | V> {
  const result: Values<string | V> = Object.create(null)
  if (Array.isArray(value)) {
    for (const item of value) {
      const [key, text] = splitPair(readText(item))
      result[key] = text ?? missing
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) result[key] = item === null ? missing : readText(item)
  } else {
    throw new ShapeError('list-or-mapping', value)
  }
  return sorted(result)
}

function sorted<V>(values: Values<V>): Values<V> {
  const result: Values<V> = Object.create(null)
  for (const key of Object.keys(values).sort()) result[key] = values[key] as V
  return result
}

function checkVariableName(item: unknown): void {
  const [key] = splitPair(readText(item))
  if (/\s$/u.test(key)) throw new ShapeError('variable-name', key)
}
