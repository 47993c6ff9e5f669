/** A flag of a command, as data: what it is called, what it takes, what help says of it. */
export type Flag =
  | (FlagText & { readonly kind: 'boolean'; readonly default: boolean })
  /** A boolean that knows whether it was given. */
  | (FlagText & { readonly kind: 'switch' })
  | (FlagText & { readonly kind: 'text'; readonly default?: string })
  /** A text that may be left out: `--heal` alone means `--heal=stopped`. */
  | (FlagText & { readonly kind: 'optional-text'; readonly implied: string })
  | (FlagText & { readonly kind: 'integer'; readonly default?: number })
  /** May be given several times. `split`: each value is itself a comma-separated list. */
  | (FlagText & { readonly kind: 'list'; readonly split: boolean })

interface FlagText {
  /** `-t, --timeout` or `--wait`. */
  readonly spelling: string
  readonly help: string
  /** What help calls its value. */
  readonly value?: string
  /** What its value can be, as completion offers it; where it can be more (templates), the usual ones. */
  readonly choices?: readonly string[]
  /** Accepted and not shown: deprecated or for compatibility only. */
  readonly hidden?: boolean
  /** Other long spellings, without dashes. */
  readonly aliases?: readonly string[]
}

export type Flags = Readonly<Record<string, Flag>>

type ValueOf<F extends Flag> = F extends { kind: 'boolean' }
  ? boolean
  : F extends { kind: 'switch' }
    ? boolean | undefined
    : F extends { kind: 'list' }
      ? readonly string[]
      : F extends { kind: 'text' | 'integer'; default: infer D }
        ? D extends string
          ? string
          : number
        : F extends { kind: 'text' | 'optional-text' }
          ? string | undefined
          : number | undefined

/** Values by flag key, after parsing. */
export type FlagValues<F extends Flags> = { readonly [K in keyof F]: ValueOf<F[K]> }

type More = Pick<FlagText, 'hidden' | 'value' | 'aliases' | 'choices'>

/** A flag that is on or off; `--flag=false` turns it off. */
export function bool(spelling: string, help: string, more: More & { default?: boolean } = {}) {
  return { kind: 'boolean', spelling, help, default: false, ...more } as const
}

/** A flag that is on, off, or not given. */
export function maybe(spelling: string, help: string, more: More = {}) {
  return { kind: 'switch', spelling, help, ...more } as const
}

/** A flag with a text; undefined when not given. */
export function text(spelling: string, help: string, more: More = {}) {
  return { kind: 'text', spelling, help, ...more } as const
}

/** A flag that may be given alone, which means `implied`, or with `=` and a text; undefined when not given. */
export function optionalText(spelling: string, implied: string, help: string, more: More = {}) {
  return { kind: 'optional-text', spelling, help, implied, ...more } as const
}

/** A flag with a text that has a default. */
export function textOr(spelling: string, fallback: string, help: string, more: More = {}) {
  return { kind: 'text', spelling, help, default: fallback, ...more } as const
}

/** A flag with a whole number; undefined when not given. */
export function integer(spelling: string, help: string, more: More = {}) {
  return { kind: 'integer', spelling, help, ...more } as const
}

/** A flag with a whole number that has a default. */
export function integerOr(spelling: string, fallback: number, help: string, more: More = {}) {
  return { kind: 'integer', spelling, help, default: fallback, ...more } as const
}

/** A flag that may be given several times. */
export function list(spelling: string, help: string, more: More & { split?: boolean } = {}) {
  return { kind: 'list', spelling, help, split: false, ...more } as const
}

/** The long name of a flag, without dashes. */
export function longName(flag: Flag): string {
  return flag.spelling.replace(/^-\w, /, '').replace(/^--/, '')
}

/** The letter of a flag, when it has one. */
export function shortName(flag: Flag): string | undefined {
  return /^-(\w),/.exec(flag.spelling)?.[1]
}

/** Whether a text is a whole number, and one that 64 bits hold. */
export function isWholeNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
}
