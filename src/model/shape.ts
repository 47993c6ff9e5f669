/**
 * The canonical form of a Compose value: in which order its fields are written, which are left out when
 * empty, and how each is read from a tree. Compose's `config` output and its config-hash are made from
 * the same description, so that they cannot drift apart.
 */
export type Shape =
  | { readonly kind: 'string' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  /** 32-bit float, printed in its shortest form. */
  | { readonly kind: 'float32' }
  /** A size in bytes; printed as a quoted decimal. */
  | { readonly kind: 'bytes' }
  /** Nanoseconds; printed as Go prints durations (`1m30s`). */
  | { readonly kind: 'duration' }
  /** Any value, as it is. */
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  /** `extensions: false`: Compose has no place for its `x-*` keys and loses them. */
  | { readonly kind: 'struct'; readonly fields: readonly Field[]; readonly extensions?: false }
  /** Written and read by its own rules. */
  | Codec

export interface Field {
  readonly name: string
  readonly shape: Shape
  /**
   * `zero`: left out when empty, false, 0 or absent (a Go value with omitempty).
   * `absent`: left out only when it was not given (a Go pointer with omitempty).
   * `never`: always written, null when not given.
   * `yaml-zero`: always written in JSON, left out of YAML when empty (Go's command and entrypoint; also
   * structs by value, which Go's JSON never leaves out).
   * `opt-out`: a boolean that is on unless it says false. Compose 2.40 writes it only when true, Compose 5
   * only when false.
   */
  readonly omit: 'zero' | 'absent' | 'never' | 'yaml-zero' | 'opt-out'
}

/** A value with a form of its own. `decode` may throw a `ShapeError`. */
export interface Codec {
  readonly kind: 'codec'
  decode(value: unknown): unknown
  yaml(value: unknown): unknown
  json(value: unknown): unknown
  isZero(value: unknown): boolean
}

/** What a value was expected to be; the words for each are in `show`. */
export type Expected =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'bytes'
  | 'duration'
  | 'list'
  | 'mapping'
  | 'list-or-mapping'
  | 'host-mapping'
  | 'host-name'
  | 'device-count'
  | 'file-mode'
  | 'ulimit'
  | 'variable-name'
  | 'command-line'
  | 'signal'
  | 'capability'
  | 'port'

/** Thrown by `decode` for a value that cannot be read; who decodes knows the place and makes a failure. */
export class ShapeError extends Error {
  readonly expected: Expected
  readonly value: unknown

  constructor(expected: Expected, value: unknown) {
    super(`not a ${expected}`)
    this.name = 'ShapeError'
    this.expected = expected
    this.value = value
  }
}
