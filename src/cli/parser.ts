import { Command, CommanderError, Option } from 'commander'
import { Failed, failure } from '../model/failure.ts'
import { spellOut } from './argv.ts'
import type { AnyCommand } from './command.ts'
import { type Flag, type Flags, isWholeNumber, longName } from './flag.ts'

/** What a parser writes help to. */
export interface HelpOutput {
  readonly columns: number
  write(text: string): void
}

/** Commander, fed with flags that are spelled out, so that its reading and ours cannot differ. */
export class Parser extends Command {
  private stopAtArgument = false
  private flags: Flags = {}
  private subcommands: { names: readonly string[]; add(name: string): void } | undefined

  constructor(name: string, output: HelpOutput) {
    super(name)
    this.exitOverride().helpCommand(false).allowExcessArguments().showHelpAfterError(false)
    this.helpOption('--help', 'Show this help')
    this.configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => output.columns,
    })
  }

  /** What follows the first argument is left as it is. */
  passThrough(on: boolean): this {
    this.stopAtArgument = on
    return this
  }

  /** Has these commands, of which `add` adds one when it is typed, and all of them when help is asked for. */
  takesCommands(names: readonly string[], add: (name: string) => void): this {
    this.subcommands = { names, add }
    return this
  }

  addFlags(flags: Flags): this {
    this.flags = { ...this.flags, ...flags }
    for (const [key, flag] of Object.entries(flags)) this.addOption(optionOf(key, flag))
    return this
  }

  override parseOptions(argv: string[]) {
    const command = this.parent ? this.name() : undefined
    const words = spellOut(argv, {
      ...(command && { command }),
      flags: this.flags,
      stopAtArgument: this.stopAtArgument,
      ...(this.subcommands && { commands: this.subcommands.names, preludes: [this.name(), 'compose'] }),
    })
    this.addCommands(words)
    return super.parseOptions(words)
  }

  private addCommands(words: readonly string[]): void {
    if (!this.subcommands) return
    const { names, add } = this.subcommands
    const typed = words.find((word) => names.includes(word))
    const needed = typed === undefined || words.includes('--help') ? names : [typed]
    for (const name of needed) if (!this.commands.some((added) => added.name() === name)) add(name)
  }

  /** Values of all flags, those not given at their defaults. */
  values(): Record<string, unknown> {
    return { ...defaultsOf(this.flags), ...this.opts() }
  }
}

/** The values that flags have when none is given; those without a default are left out. */
export function defaultsOf(flags: Flags): Record<string, unknown> {
  const defaults: Record<string, unknown> = {}
  for (const [key, flag] of Object.entries(flags)) {
    if (flag.kind === 'list') defaults[key] = []
    else if ('default' in flag) defaults[key] = flag.default
  }
  return defaults
}

/** The parser of one command. */
export function defineCommand(parser: Parser, definition: AnyCommand): void {
  parser
    .usage(`[OPTIONS]${definition.usage ? ` ${definition.usage}` : ''}`)
    .description(definition.summary)
    .argument('[args...]')
    .passThrough(definition.passThrough ?? false)
    .addFlags(definition.flags)
    .addHelpText('after', () => examplesText(definition.examples))
}

/** What stands below help: command lines without the program's name. */
export function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((line) => `  tscompose ${line}`).join('\n')}`
}

/** Whether commander stopped because it had shown help. */
export function isHelpShown(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0
}

function optionOf(key: string, flag: Flag): Option {
  const takesValue = flag.kind !== 'boolean' && flag.kind !== 'switch' && flag.kind !== 'optional-text'
  const option = new FlagOption(
    takesValue ? `${flag.spelling} <${flag.value ?? 'VALUE'}>` : flag.spelling,
    helpOf(flag),
    key,
  )
  // Arguments arrive spelled out: every flag has its value with it, and `--no-…` is a name like any other.
  option.required = true
  option.negate = false
  option.hideHelp(flag.hidden ?? false)
  return option.argParser((value: string, previous: unknown) => readValue(flag, value, previous))
}

function helpOf(flag: Flag): string {
  const fallback = 'default' in flag ? flag.default : undefined
  const shown = fallback !== undefined && fallback !== false && fallback !== ''
  return shown ? `${flag.help} (default ${JSON.stringify(fallback)})` : flag.help
}

/** Stores a flag's value under the key its command calls it by. */
class FlagOption extends Option {
  private readonly key: string

  constructor(flags: string, help: string, key: string) {
    super(flags, help)
    this.key = key
  }

  override attributeName(): string {
    return this.key
  }
}

function readValue(flag: Flag, value: string, previous: unknown): unknown {
  switch (flag.kind) {
    case 'text':
    case 'optional-text':
      return value
    case 'list':
      return [...((previous as string[] | undefined) ?? []), ...(flag.split ? value.split(',') : [value])]
    case 'integer':
      if (!isWholeNumber(value)) throw invalid(flag, value, 'whole-number')
      return Number(value)
    default:
      return readBoolean(flag, value)
  }
}

function readBoolean(flag: Flag, value: string): boolean {
  if (/^(1|t|true)$/i.test(value)) return true
  if (/^(0|f|false)$/i.test(value)) return false
  throw invalid(flag, value, 'boolean')
}

function invalid(flag: Flag, value: string, expected: 'whole-number' | 'boolean'): Failed {
  return new Failed(
    failure('flag-value-invalid', { flag: `--${longName(flag)}`, value, expected, spelling: flag.spelling }),
  )
}
