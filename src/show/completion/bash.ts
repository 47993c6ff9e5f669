import { type CompletedFlag, type CompletionModel, NAMES, spellings } from './model.ts'

/** The completion script for bash. It goes through the words to find the command and what is asked for. */
export function bashCompletion({ program, globals, commands }: CompletionModel): string {
  return `# bash completion for ${program}; load it with: source <(${program} completion bash)
_${program}_names() {
  local names
  names=$("\${globals[@]}" $1 2>/dev/null) && COMPREPLY=($(compgen -W "$names" -- "$cur"))
}

_${program}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= word i flags=
  local globals=("\${COMP_WORDS[0]}")
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      ${valued(globals).join('|')}) ((++i < COMP_CWORD)) && globals+=("$word" "\${COMP_WORDS[i]}") ;;
      -*) globals+=("$word") ;;
      *) command=$word; break ;;
    esac
  done
  case "$command $previous" in
${[...valueCases('', globals), ...commands.flatMap(({ name, flags }) => valueCases(name, flags))].join('\n')}
  esac
  case $command in
    '') flags='${globals.flatMap(spellings).join(' ')}' ;;
${commands.map(({ name, flags }) => `    ${name}) flags='${flags.flatMap(spellings).join(' ')}' ;;`).join('\n')}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    return
  fi
  case $command in
    '') COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')}' -- "$cur")) ;;
    ${commandsWith(commands, 'services')}) _${program}_names '${NAMES.services}' ;;
    ${commandsWith(commands, 'files')}) COMPREPLY=($(compgen -f -- "$cur")) ;;
  esac
}

complete -o bashdefault -F _${program} ${program}
`
}

function commandsWith(commands: CompletionModel['commands'], kind: string): string {
  return commands.flatMap((one) => (one.arguments === kind ? [one.name] : [])).join('|') || '-'
}

function valued(flags: readonly CompletedFlag[]): string[] {
  return flags.filter(({ value }) => value !== undefined).flatMap(spellings)
}

function valueCases(command: string, flags: readonly CompletedFlag[]): string[] {
  return flags.flatMap((flag) => {
    if (flag.value === undefined) return []
    const patterns = spellings(flag).map((spelling) => `"${command} ${spelling}"`)
    return [`    ${patterns.join('|')}) ${reply(flag.value)}return ;;`]
  })
}

function reply(value: NonNullable<CompletedFlag['value']>): string {
  if (value === 'other') return ''
  if (value === 'file') return 'COMPREPLY=($(compgen -f -- "$cur")); '
  if (value === 'service') return `_tscompose_names '${NAMES.services}'; `
  if (value === 'profile') return `_tscompose_names '${NAMES.profiles}'; `
  return `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$cur")); `
}
