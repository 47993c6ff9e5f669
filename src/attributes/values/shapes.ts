import type { Field, Shape } from '../../model/shape.ts'

export const STRING: Shape = { kind: 'string' }
export const BOOLEAN: Shape = { kind: 'boolean' }
export const INTEGER: Shape = { kind: 'integer' }
export const FLOAT: Shape = { kind: 'float32' }
export const BYTES: Shape = { kind: 'bytes' }
export const DURATION: Shape = { kind: 'duration' }
export const STRINGS: Shape = { kind: 'list', of: STRING }

type Omit = Field['omit']

/** A mapping of these fields in this order, each left out when empty unless it says otherwise. */
export function struct(fields: Readonly<Record<string, Shape | readonly [Shape, Omit]>>): Shape & {
  readonly kind: 'struct'
} {
  return { kind: 'struct', fields: fieldsOf(fields) }
}

/** The same as a list of fields. */
export function fieldsOf(fields: Readonly<Record<string, Shape | readonly [Shape, Omit]>>): Field[] {
  return Object.entries(fields).map(([name, given]) => {
    const [shape, omit] = isPair(given) ? given : ([given, 'zero'] as const)
    return { name, shape, omit }
  })
}

function isPair(given: Shape | readonly [Shape, Omit]): given is readonly [Shape, Omit] {
  return Array.isArray(given)
}

/** A list of these. */
export function listOf(of: Shape): Shape {
  return { kind: 'list', of }
}

/** A mapping from any key to these. */
export function mapOf(of: Shape): Shape {
  return { kind: 'map', of }
}

/** A key that is left out when it is empty. */
export function zero(shape: Shape): { shape: Shape; omit: 'zero' } {
  return { shape, omit: 'zero' }
}

/** A key that is left out only when it is not given. */
export function absent(shape: Shape): { shape: Shape; omit: 'absent' } {
  return { shape, omit: 'absent' }
}
