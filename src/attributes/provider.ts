import type { Attribute } from '../model/attribute.ts'
import type { Codec } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import { absent, STRING, struct } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** Options that may be given several times: always lists. */
const MULTI_OPTIONS: Codec = {
  kind: 'codec',
  decode: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ShapeError('mapping', value)
    const result: Record<string, string[]> = Object.create(null)
    for (const [key, item] of Object.entries(value)) {
      result[key] = (Array.isArray(item) ? item : [item]).map(readText)
    }
    return result
  },
  yaml: (value) => value,
  json: (value) => value,
  isZero: (value) => Object.keys(value as object).length === 0,
}

/** `provider`: a program that stands in for a container. */
export const provider: Attribute = {
  fields: {
    provider: absent(struct({ type: STRING, options: MULTI_OPTIONS })),
  },
}
