import { closest } from '../model/closest.ts'
import { Failed, failure } from '../model/failure.ts'
import { type Flag, type Flags, longName, shortName } from './flag.ts'

interface Spelled {
  readonly command?: string
  readonly flags: Flags
  /** Everything from the first argument on is not ours. */
  readonly stopAtArgument: boolean
  /** The first argument must be one of these. */
  readonly commands?: readonly string[]
  /** May stand before the command and say nothing: names of ours, as the docker client puts them there. */
  readonly preludes?: readonly string[]
}

/**
 * Rewrites arguments as Compose's users type them (`-it`, `-t5`, `--wait=false`, `-f=x`) to one form
 * that leaves nothing to guess: `--name=value` for every flag, then the arguments. Fails on what is unknown.
 */
export function spellOut(argv: readonly string[], spelled: Spelled): string[] {
  const known = namesOf(spelled.flags)
  const out: string[] = []
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return [...out, '--', ...rest]
    if (word === '--help' || word === '-h') out.push('--help')
    else if (word.startsWith('--')) out.push(longFlag(word, rest, known, spelled))
    else if (word.startsWith('-') && word !== '-') out.push(...letters(word, rest, known, spelled))
    else if (spelled.preludes?.includes(word)) continue
    else if (spelled.commands) return [...out, ...commandWords(word, rest, spelled.commands)]
    else if (spelled.stopAtArgument) return [...out, '--', word, ...rest]
    else out.push(word)
  }
  return out
}

/** The command and what it takes; `help up` asks what `up --help` does. */
function commandWords(word: string, rest: readonly string[], commands: readonly string[]): string[] {
  if (word !== 'help') return [commandName(word, commands), ...rest]
  return [...rest.slice(0, 1).map((name) => commandName(name, commands)), '--help']
}

function commandName(word: string, commands: readonly string[]): string {
  if (commands.includes(word)) return word
  const suggestion = closest(word, commands)
  throw new Failed(failure('unknown-command', { name: word, ...(suggestion && { suggestion }) }))
}

type Known = ReadonlyMap<string, Flag>

/** Flags by every name they answer to, dashes included. */
function namesOf(flags: Flags): Known {
  const known = new Map<string, Flag>()
  for (const flag of Object.values(flags)) {
    known.set(`--${longName(flag)}`, flag)
    for (const alias of flag.aliases ?? []) known.set(`--${alias}`, flag)
    const letter = shortName(flag)
    if (letter) known.set(`-${letter}`, flag)
  }
  return known
}

/** The flag that is written so (`--pull`, `-f`). */
export function findFlag(spelling: string, flags: Flags): Flag | undefined {
  return namesOf(flags).get(spelling)
}

function longFlag(word: string, rest: string[], known: Known, spelled: Spelled): string {
  const [name, value] = splitOnce(word)
  const flag = known.get(name)
  if (!flag) throw unknown(name, known, spelled)
  return withValue(flag, value ?? (takesValue(flag) ? rest.shift() : impliedValue(flag)), name)
}

/** `-it`, `-t5`, `-t=5`, `-t 5`. */
function letters(word: string, rest: string[], known: Known, spelled: Spelled): string[] {
  const out: string[] = []
  let left = word.slice(1)
  while (left) {
    const letter = `-${left[0]}`
    const flag = known.get(letter)
    if (!flag) throw unknown(letter, known, spelled)
    left = left.slice(1)
    if (left.startsWith('=')) return [...out, withValue(flag, left.slice(1), letter)]
    if (takesValue(flag)) return [...out, withValue(flag, left || rest.shift(), letter)]
    out.push(withValue(flag, impliedValue(flag), letter))
  }
  return out
}

function withValue(flag: Flag, value: string | undefined, typed: string): string {
  if (value === undefined) throw new Failed(failure('flag-needs-value', { flag: typed }))
  return `--${longName(flag)}=${value}`
}

/** Whether a flag cannot stand alone. */
export function takesValue(flag: Flag): boolean {
  return flag.kind !== 'boolean' && flag.kind !== 'switch' && flag.kind !== 'optional-text'
}

/** What a flag means that stands alone. */
function impliedValue(flag: Flag): string {
  return flag.kind === 'optional-text' ? flag.implied : 'true'
}

function unknown(typed: string, known: Known, { command }: Spelled): Failed {
  const shown = [...known].filter(([name, flag]) => name.startsWith('--') && !flag.hidden)
  const suggestion = typed.startsWith('--')
    ? closest(
        typed,
        shown.map(([name]) => name),
      )
    : undefined
  return new Failed(
    failure('unknown-flag', {
      flag: typed,
      ...(command && { command }),
      ...(suggestion && { suggestion }),
    }),
  )
}

function splitOnce(text: string): [string, string?] {
  const at = text.indexOf('=')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
