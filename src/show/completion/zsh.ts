import { type CompletedFlag, type CompletionModel, NAMES } from './model.ts'

/** The completion script for zsh. */
export function zshCompletion({ program, globals, commands }: CompletionModel): string {
  return `#compdef ${program}
# zsh completion for ${program}; load it with: source <(${program} completion zsh)
_${program}_names() {
  local -a names
  names=(\${(f)"$(${program} \${(z)1} 2>/dev/null)"})
  compadd -a names
}

_${program}() {
  local context state line
  typeset -A opt_args
  _arguments -C ${globals.map(specification).join(' ')} '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, summary }) => `        ${quoted(`${name}:${summary}`)}`).join('\n')}
      )
      _describe command commands ;;
    argument)
      case $line[1] in
${commands.map((one) => `        ${one.name}) _arguments ${[...one.flags.map(specification), ...rest(one.arguments)].join(' ')} ;;`).join('\n')}
      esac ;;
  esac
}

if [ "$funcstack[1]" = _${program} ]; then _${program} "$@"; else compdef _${program} ${program}; fi
`
}

/** \`'(-t --timeout)'{-t,--timeout}'[help]:value:action'\`. */
function specification({ long, short, help, value }: CompletedFlag): string {
  const text = `[${help.replace(/[[\]:\\]/g, '\\$&')}]${value === undefined ? '' : `:value:${action(value)}`}`
  return short ? `'*'{-${short},--${long}}${quoted(text)}` : quoted(`*--${long}${text}`)
}

function action(value: NonNullable<CompletedFlag['value']>): string {
  if (value === 'other') return ' '
  if (value === 'file') return '_files'
  if (value === 'service') return `_tscompose_names "${NAMES.services}"`
  if (value === 'profile') return `_tscompose_names "${NAMES.profiles}"`
  return `(${value.join(' ')})`
}

function rest(kind: CompletionModel['commands'][number]['arguments']): string[] {
  if (kind === 'services') return [quoted(`*:service:_tscompose_names "${NAMES.services}"`)]
  return kind === 'files' ? [quoted('*:file:_files')] : []
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
