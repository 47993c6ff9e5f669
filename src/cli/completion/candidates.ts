import type { Candidate, Candidates } from '../../show/completion/candidates.ts'
import type { AnyCommand } from '../command.ts'
import { type Flag, longName, shortName } from '../flag.ts'
import type { WhatNext } from './what-next.ts'

/** Names that stand in the project's files. */
export interface ProjectNames {
  readonly services: readonly string[]
  readonly profiles: readonly string[]
}

export interface Sources {
  /** Commands that are not hidden. */
  readonly commands: readonly Candidate[]
  /** Reads the project that flags before the command name; no names where it cannot be read. */
  names(globals: readonly string[]): Promise<ProjectNames>
}

/** What the word `current` may become. */
export async function candidatesFor(next: WhatNext, current: string, sources: Sources): Promise<Candidates> {
  const found = await allFor(next, current, sources)
  return { ...found, words: found.words.filter(({ word }) => word.startsWith(current)) }
}

async function allFor(next: WhatNext, current: string, sources: Sources): Promise<Candidates> {
  const { value, command, onlyArguments, globals, args } = next
  if (value) return valuesOf(value.flag, value.prefix, () => sources.names(globals))
  if (current.startsWith('-') && !onlyArguments) return { words: flagWords(next) }
  if (!command) return onlyArguments ? NOTHING : { words: sources.commands }
  return argumentsOf(command, args, () => sources.names(globals))
}

const NOTHING: Candidates = { words: [] }

function flagWords({ flags }: WhatNext): Candidate[] {
  return Object.values(flags)
    .filter(({ hidden }) => !hidden)
    .flatMap((flag) => {
      const letter = shortName(flag)
      const names = [`--${longName(flag)}`, ...(letter ? [`-${letter}`] : [])]
      return names.map((word) => ({ word, about: flag.help }))
    })
}

async function valuesOf(flag: Flag, prefix: string, names: () => Promise<ProjectNames>): Promise<Candidates> {
  const { choices, value } = flag
  const words = (all: readonly string[]) => ({ words: all.map((word) => ({ word: `${prefix}${word}` })) })
  if (choices) return words(choices)
  if (flag.kind === 'boolean' || flag.kind === 'switch') return words(['true', 'false'])
  if (value === 'SERVICE') return words((await names()).services)
  if (value === 'PROFILE') return words((await names()).profiles)
  if (value === 'FILE' || value === 'DIR') return { words: [], paths: value === 'DIR' ? 'folders' : 'files' }
  return NOTHING
}

async function argumentsOf(
  { usage, passThrough, arity }: AnyCommand,
  args: readonly string[],
  names: () => Promise<ProjectNames>,
): Promise<Candidates> {
  if (passThrough && args.length > 0) return { words: [], paths: 'files' }
  if (args.length >= arity.max) return NOTHING
  if (/^\w+(\|\w+)+$/.test(usage)) return { words: usage.split('|').map((word) => ({ word })) }
  if (/\bSOURCE\b/.test(usage)) return { words: [], paths: 'files' }
  if (!/\bSERVICES?\b/.test(usage)) return NOTHING
  const { services } = await names()
  // `port SERVICE PORT`: what is no service is nothing that we know.
  if (args.length > 0 && !/SERVICES?(?:=\w+)?\.\.\./.test(usage)) return NOTHING
  const end = usage.startsWith('SERVICE=') ? '=' : ''
  const free = services.filter((name) => !args.some((arg) => arg === name || arg.startsWith(`${name}=`)))
  return { words: free.map((name) => ({ word: `${name}${end}` })) }
}
