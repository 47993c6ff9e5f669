import type { Field, Shape } from '../../model/shape.ts'

export const STRING: Shape = { kind: 'string' }
export const BOOLEAN: Shape = { kind: 'boolean' }
export const INTEGER: Shape = { kind: 'integer' }
export const FLOAT: Shape = { kind: 'float32' }
export const BYTES: Shape = { kind: 'bytes' }
export const DURATION: Shape = { kind: 'duration' }
export const ANY: Shape = { kind: 'any' }
export const STRINGS: Shape = { kind: 'list', of: STRING }

export type FieldForm = Omit<Field, 'name'>

/** A list of one shape. */
export function list(of: Shape): Shape {
  return { kind: 'list', of }
}

/** A mapping from free names to one shape. */
export function map(of: Shape): Shape {
  return { kind: 'map', of }
}

/** A mapping with fixed keys, written in the order given. */
export function struct(fields: Readonly<Record<string, FieldForm>>): Shape {
  return { kind: 'struct', fields: Object.entries(fields).map(([name, form]) => ({ name, ...form })) }
}

/** A field that is left out when it is empty, false or 0. */
export function unlessZero(shape: Shape): FieldForm {
  return { shape, omit: 'zero' }
}

/** A field that is left out only when it was not given. */
export function unlessAbsent(shape: Shape): FieldForm {
  return { shape, omit: 'absent' }
}

/** A field that is always written. */
export function always(shape: Shape): FieldForm {
  return { shape, omit: 'never' }
}

/** A field that JSON always has and YAML only when it is not empty. */
export function unlessZeroInYaml(shape: Shape): FieldForm {
  return { shape, omit: 'yaml-zero' }
}
