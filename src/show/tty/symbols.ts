/** What a line of the board begins with, and how a bar is drawn. */
export interface Symbols {
  readonly done: string
  readonly failed: string
  readonly warning: string
  readonly skipped: string
  readonly waiting: string
  readonly spinner: readonly string[]
  readonly full: string
  readonly empty: string
  /** Before a line that a program printed. */
  readonly quote: string
  /** Where something was cut off. */
  readonly more: string
}

/** The symbols for a terminal that has, or has not, more than ASCII. */
export function symbolsFor(unicode: boolean): Symbols {
  return unicode ? UNICODE : ASCII
}

// None of these is an emoji to anybody: terminals and listr2 disagree about the width of those.
const UNICODE: Symbols = {
  done: '✓',
  failed: '✗',
  warning: '!',
  skipped: '↓',
  waiting: '·',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  full: '█',
  empty: '░',
  quote: '│',
  more: '…',
}

const ASCII: Symbols = {
  done: '+',
  failed: 'x',
  warning: '!',
  skipped: '-',
  waiting: '.',
  spinner: ['|', '/', '-', '\\'],
  full: '#',
  empty: '.',
  quote: '|',
  more: '~',
}
