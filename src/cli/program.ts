import { Failed, failure } from '../model/failure.ts'
import type { AnyCommand } from './command.ts'
import type { Context } from './context.ts'
import { bool } from './flag.ts'
import { type Globals, globalFlags } from './globals.ts'
import { defineCommand, examplesText, type HelpOutput, isHelpShown, Parser } from './parser.ts'
import { commands } from './table.ts'

/** What was typed: global flags, and the command to run with what it takes. */
export interface CommandLine {
  readonly globals: Globals
  run(context: Context): Promise<number | undefined>
}

/** Reads a command line. Undefined when help was asked for and has been written. */
export async function readCommandLine(
  argv: readonly string[],
  output: HelpOutput,
): Promise<CommandLine | undefined> {
  const root = rootParser(output)
  const read: { line?: CommandLine } = {}
  root.hook('preSubcommand', async (_, chosen) => {
    await define(root, chosen as Parser, read)
  })
  root.action(async () => {
    if (root.values().version) read.line = await versionLine(root)
    else root.outputHelp()
  })
  try {
    await root.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!isHelpShown(error)) throw error
  }
  return read.line
}

const examples = ['up -d', '-f compose.yaml -f compose.test.yaml config', '-p shop logs --follow api']

function rootParser(output: HelpOutput): Parser {
  const root = new Parser('tscompose', output)
    .usage('[OPTIONS] COMMAND')
    .description('Define and run applications of several containers')
    .addFlags(globalFlags)
    .addHelpText('after', () => examplesText(examples))
    .enablePositionalOptions()
  return root.takesCommands(Object.keys(commands), (name) => {
    const { summary = '', hidden = false } = commands[name] ?? {}
    root.addCommand(new Parser(name, output).description(summary), { hidden })
  })
}

async function define(root: Parser, parser: Parser, read: { line?: CommandLine }): Promise<void> {
  const definition = await commands[parser.name()]?.load()
  if (!definition) return
  defineCommand(parser, definition)
  parser.addFlags({ dryRun: bool('--dry-run', globalFlags.dryRun.help) })
  parser.action((args: string[]) => {
    checkArity(definition, args)
    const { dryRun, ...flags } = parser.values()
    const globals = root.values()
    // `build` has a `--progress` of its own, from the time before the global one.
    const progress = flags.progress ?? globals.progress
    read.line = {
      globals: { ...globals, progress, dryRun: globals.dryRun || dryRun } as unknown as Globals,
      run: (context) => definition.run(context, flags as never, args),
    }
  })
}

async function versionLine(root: Parser): Promise<CommandLine> {
  const { version } = await import('./commands/version.ts')
  return {
    globals: root.values() as unknown as Globals,
    run: (context) => version.run(context, { short: false, format: '' }, []),
  }
}

function checkArity({ name, usage, arity }: AnyCommand, args: readonly string[]): void {
  const given = args.length
  if (given < arity.min) {
    throw new Failed(
      failure('arguments-too-few', {
        command: name,
        usage: `tscompose ${name} ${usage}`,
        min: arity.min,
        given,
      }),
    )
  }
  if (given > arity.max) {
    throw new Failed(
      failure('arguments-too-many', {
        command: name,
        usage: `tscompose ${name} ${usage}`.trim(),
        max: arity.max,
        given,
        first: args[0] ?? '',
      }),
    )
  }
}
