import { Failed, failure } from '../../model/failure.ts'
import type { CompletedCommand, CompletedFlag, CompletionModel } from '../../show/completion/model.ts'
import { type AnyCommand, command } from '../command.ts'
import { type Flag, type Flags, longName, shortName } from '../flag.ts'
import { globalFlags } from '../globals.ts'

const shells = ['bash', 'zsh', 'fish'] as const

/** `completion`: a script that lets a shell complete our command lines. */
export const completion = command({
  name: 'completion',
  usage: 'bash|zsh|fish',
  summary: 'Print a script that completes command lines',
  arity: { min: 1, max: 1 },
  flags: {},
  examples: ['completion bash > /etc/bash_completion.d/tscompose', 'completion zsh', 'completion fish'],
  async run({ stdout }, _flags, [shell = '']) {
    stdout.write(await script(shell, await readModel()))
    return 0
  },
})

async function script(shell: string, model: CompletionModel): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../../show/completion/bash.ts')).bashCompletion(model)
    case 'zsh':
      return (await import('../../show/completion/zsh.ts')).zshCompletion(model)
    case 'fish':
      return (await import('../../show/completion/fish.ts')).fishCompletion(model)
    default:
      throw new Failed(failure('flag-value-invalid', { flag: 'completion', value: shell, allowed: shells }))
  }
}

/** Every command that is not hidden; only here are all of them imported. */
async function readModel(): Promise<CompletionModel> {
  const { commands } = await import('../table.ts')
  const shown = Object.entries(commands).filter(([, { hidden }]) => !hidden)
  const loaded = await Promise.all(
    shown.map(async ([name, entry]) => describe(name, entry.summary, await entry.load())),
  )
  return { program: 'tscompose', globals: describeFlags(globalFlags), commands: loaded }
}

function describe(name: string, summary: string, { flags, usage }: AnyCommand): CompletedCommand {
  const kind = /\bSERVICES?\b/.test(usage) ? 'services' : usage ? 'files' : 'none'
  return { name, summary, flags: describeFlags(flags), arguments: kind }
}

function describeFlags(flags: Flags): CompletedFlag[] {
  return Object.values(flags)
    .filter(({ hidden }) => !hidden)
    .map((flag) => {
      const short = shortName(flag)
      const value = kindOfValue(flag)
      return {
        long: longName(flag),
        help: flag.help,
        ...(short && { short }),
        ...(value !== undefined && { value }),
      }
    })
}

const values: Readonly<Record<string, readonly string[]>> = {
  ansi: ['never', 'always', 'auto'],
  progress: ['auto', 'tty', 'plain', 'json', 'quiet', 'ci'],
  pull: ['always', 'missing', 'never'],
  policy: ['missing', 'always'],
  rmi: ['all', 'local'],
  status: ['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited'],
}

function kindOfValue(flag: Flag): CompletedFlag['value'] {
  if (flag.kind === 'boolean' || flag.kind === 'switch') return undefined
  const name = longName(flag)
  if (name === 'profile') return 'profile'
  if (flag.value === 'SERVICE') return 'service'
  if (flag.value === 'FILE' || flag.value === 'DIR') return 'file'
  return values[name] ?? 'other'
}
