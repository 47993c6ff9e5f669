import type { Reason } from '../model/reason.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * What changed between two canonical services, as given to the hash: one reason for each attribute, or for
 * each key below it where both sides have the same form.
 */
export function diffSpecs(from: string, to: string): Reason[] {
  const reasons: Reason[] = []
  diff(parse(from), parse(to), '', reasons)
  return reasons
}

function parse(spec: string): Json {
  try {
    return JSON.parse(spec) as Json
  } catch {
    return null
  }
}

function diff(from: Json | undefined, to: Json | undefined, path: string, reasons: Reason[]): void {
  if (isObject(from) && isObject(to)) {
    for (const key of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort())
      diff(from[key], to[key], path ? `${path}.${key}` : key, reasons)
    return
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length && from.every(isObject)) {
    for (let i = 0; i < from.length; i++) diff(from[i], to[i], `${path}[${i}]`, reasons)
    return
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return
  if (isAbsent(from) && isAbsent(to)) return
  reasons.push({ code: 'changed', path, ...(!isAbsent(from) && { from }), ...(!isAbsent(to) && { to }) })
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
