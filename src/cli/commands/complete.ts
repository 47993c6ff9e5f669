import { Failed } from '../../model/failure.ts'
import { describeCandidates } from '../../show/completion/candidates.ts'
import { anyNumber, command } from '../command.ts'
import { candidatesFor, type ProjectNames } from '../completion/candidates.ts'
import { whatNext } from '../completion/what-next.ts'
import type { Context } from '../context.ts'
import type { Globals } from '../globals.ts'
import { globalFlags } from '../globals.ts'
import { Parser } from '../parser.ts'
import { loadDesired } from '../steps/project.ts'

/** `__complete -- WORDS`: what the last word may become; the scripts of `completion` ask it. */
export const complete = command({
  name: '__complete',
  usage: '-- WORD...',
  summary: 'Say what a word on the command line may become',
  arity: anyNumber,
  flags: {},
  examples: ["__complete -- up --pull ''"],
  async run(context, _flags, words) {
    const { commands } = await import('../table.ts')
    const shown = Object.entries(commands).filter(([, { hidden }]) => !hidden)
    const next = await whatNext(words, async (name) => commands[name]?.load())
    const candidates = await candidatesFor(next, words.at(-1) ?? '', {
      commands: shown.map(([word, { summary }]) => ({ word, about: summary })),
      names: (globals) => readNames(context, globals),
    })
    context.stdout.write(describeCandidates(candidates))
    return 0
  },
})

/** Names that stand in the project's files; none where they cannot be read: nobody asked to be told why. */
async function readNames(context: Context, words: readonly string[]): Promise<ProjectNames> {
  try {
    const globals = readGlobals(words)
    if (globals.file.includes('-')) return { services: [], profiles: [] }
    const project = await loadDesired(
      { ...context, globals },
      { resolveEnvironment: false, consistency: false },
    )
    const all = { ...project.services, ...project.disabled }
    const profiles = Object.values(all).flatMap((service) => service.profiles ?? [])
    return { services: Object.keys(all).sort(), profiles: [...new Set(profiles)].sort() }
  } catch (error) {
    if (error instanceof Failed) return { services: [], profiles: [] }
    throw error
  }
}

function readGlobals(words: readonly string[]): Globals {
  const parser = new Parser('tscompose', { columns: 80, write: () => {} }).addFlags(globalFlags)
  parser.parseOptions([...words])
  return parser.values() as unknown as Globals
}
