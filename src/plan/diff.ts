import type { Reason } from '../model/reason.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * What changed between two canonical services, as given to the hash: one reason for each attribute, or for
 * each key below it where both sides have the same form.
 */
export function diffSpecs(from: string, to: string): Reason[] {
  return diffValues(parse(from), parse(to))
}

function parse(spec: string): Json {
  try {
    return JSON.parse(spec) as Json
  } catch {
    return null
  }
}

/** What changed between two values of the same kind. */
export function diffValues(from: Json | undefined, to: Json | undefined): Reason[] {
  const reasons: Reason[] = []
  diff(from, to, '', reasons)
  return reasons
}

function diff(from: Json | undefined, to: Json | undefined, path: string, reasons: Reason[]): void {
  if (isEqual(from, to)) return
  if (isObject(from) && isObject(to)) {
    for (const key of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort())
      diff(from[key], to[key], path ? `${path}.${key}` : key, reasons)
    return
  }
  if (Array.isArray(from) && Array.isArray(to) && [...from, ...to].every(isObject)) {
    diffItems(from, to, path, reasons)
    return
  }
  // A name counts by being there: `networks: {front: }`.
  const isName = /^(networks|models)\../.test(path)
  if (isName && ((from === null && isObject(to)) || (isObject(from) && to === null))) {
    diff(from ?? {}, to ?? {}, path, reasons)
    return
  }
  const isGiven = (value: Json | undefined) => value !== undefined && (value !== null || isName)
  if (!isGiven(from) && !isGiven(to)) return
  reasons.push({ code: 'changed', path, ...(isGiven(from) && { from }), ...(isGiven(to) && { to }) })
}

/** What is in one list and not in the other; field by field where the items differ in their places only. */
function diffItems(from: readonly Json[], to: readonly Json[], path: string, reasons: Reason[]): void {
  const gone = placesOf(from, to)
  const come = placesOf(to, from)
  const at = (i: number) => `${path}[${i}]`
  if (gone.length === 0 && come.length === 0) reasons.push({ code: 'changed', path, from, to })
  else if (isEqual(gone, come)) for (const i of gone) diff(from[i], to[i], at(i), reasons)
  else {
    for (const i of gone) reasons.push({ code: 'changed', path: at(i), from: from[i] })
    for (const i of come) reasons.push({ code: 'changed', path: at(i), to: to[i] })
  }
}

/** Places of the items that the other list does not have. */
function placesOf(items: readonly Json[], others: readonly Json[]): number[] {
  const known = new Set(others.map((item) => JSON.stringify(item)))
  return items.flatMap((item, i) => (known.has(JSON.stringify(item)) ? [] : [i]))
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
