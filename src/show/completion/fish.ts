import { type CompletedFlag, type CompletionModel, NAMES } from './model.ts'

/** The completion script for fish. */
export function fishCompletion({ program, globals, commands }: CompletionModel): string {
  const names = commands.map(({ name }) => name).join(' ')
  const lines = [
    `# fish completion for ${program}; load it with: ${program} completion fish | source`,
    `complete -c ${program} -f`,
    ...globals.map((flag) => flagLine(program, `not __fish_seen_subcommand_from ${names}`, flag)),
    ...commands.flatMap(({ name, summary, flags, arguments: kind }) => {
      const seen = `__fish_seen_subcommand_from ${name}`
      return [
        `complete -c ${program} -n 'not __fish_seen_subcommand_from ${names}' -a ${name} -d ${quoted(summary)}`,
        ...flags.map((flag) => flagLine(program, seen, flag)),
        ...(kind === 'services' ? [`complete -c ${program} -n '${seen}' -a '${ask(NAMES.services)}'`] : []),
        ...(kind === 'files' ? [`complete -c ${program} -n '${seen}' -F`] : []),
      ]
    }),
  ]
  return `${lines.join('\n')}\n`
}

function flagLine(program: string, condition: string, { long, short, help, value }: CompletedFlag): string {
  const letter = short ? ` -s ${short}` : ''
  return `complete -c ${program} -n '${condition}' -l ${long}${letter} -d ${quoted(help)}${valuePart(value)}`
}

function valuePart(value: CompletedFlag['value']): string {
  if (value === undefined) return ''
  if (value === 'other') return ' -x'
  if (value === 'file') return ' -r -F'
  if (value === 'service') return ` -x -a '${ask(NAMES.services)}'`
  if (value === 'profile') return ` -x -a '${ask(NAMES.profiles)}'`
  return ` -x -a ${quoted(value.join(' '))}`
}

function ask(command: string): string {
  return `(tscompose ${command} 2>/dev/null)`
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
