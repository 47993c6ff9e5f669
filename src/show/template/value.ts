/**
 * What a template works on. An object is a Go struct (an unknown field is an error), a `Map` is a Go map
 * (an unknown key has no value), a function is a method.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | Method
  | { readonly [field: string]: Value }

export type Method = (...args: readonly Value[]) => Value

/** What Go prints for a value that is not there. */
export const NO_VALUE = '<no value>'

/** A value as Go's `%v` prints it. */
export function printed(value: Value): string {
  if (value === undefined || typeof value === 'function') return NO_VALUE
  if (value === null) return '<nil>'
  if (isList(value)) return `[${value.map(printed).join(' ')}]`
  if (isMap(value)) return `map[${[...value].map(([key, item]) => `${key}:${printed(item)}`).join(' ')}]`
  if (typeof value === 'object') return `{${Object.values(value).map(printed).join(' ')}}`
  return `${value}`
}

/** Go's truth: not false, 0, empty or missing. */
export function isTrue(value: Value): boolean {
  if (isList(value)) return value.length > 0
  if (isMap(value)) return value.size > 0
  return Boolean(value)
}

/** Whether a value is a list; `Array.isArray` does not narrow read-only ones. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Whether a value is a Go map. */
export function isMap(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map
}
