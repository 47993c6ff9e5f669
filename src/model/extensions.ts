/** The `x-*` keys of an object, kept for `config` and never hashed. */
export interface Extensions {
  readonly extensions?: Readonly<Record<string, unknown>>
}
