/** Colours and weights as functions, so that output without colour takes the same way. */
export interface Style {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly blue: Paint
  readonly cyan: Paint
}

export type Paint = (text: string) => string

/** A style that paints, or (`color` false) one that gives every text back as it is. */
export function createStyle(color: boolean): Style {
  return {
    bold: paint('1', color),
    dim: paint('2', color),
    red: paint('31', color),
    green: paint('32', color),
    yellow: paint('33', color),
    blue: paint('34', color),
    cyan: paint('36', color),
  }
}

/** Puts one SGR code (`36`, `36;1`) around a text. */
export function paint(code: string, color = true): Paint {
  return color ? (text) => (text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`) : (text) => text
}

export interface ColorQuestion {
  /** `--ansi`. */
  readonly ansi: 'never' | 'always' | 'auto'
  readonly isTerminal: boolean
  /** `NO_COLOR`: any value but the empty one asks for no colour, `--ansi always` outweighs it. */
  readonly noColor?: string | undefined
  readonly term?: string | undefined
}

/** Whether output to a stream is to be coloured. */
export function wantsColor({ ansi, isTerminal, noColor, term }: ColorQuestion): boolean {
  if (ansi !== 'auto') return ansi === 'always'
  return isTerminal && !noColor && term !== 'dumb'
}

/**
 * Whether the terminal can be trusted with characters outside ASCII: the locale says UTF-8. On Linux
 * consoles (`TERM=linux`) fonts lack the symbols.
 */
export function wantsUnicode(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (environment.TERM === 'linux' || environment.TERM === 'dumb') return false
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || ''
  return locale === '' || /utf-?8/i.test(locale)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCES = /\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b./g

/** The text without terminal escape sequences. */
export function withoutSequences(text: string): string {
  return text.includes('\u001b') ? text.replace(SEQUENCES, '') : text
}
