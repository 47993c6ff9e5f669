/** The completion script for bash. It puts together again what bash takes apart at `=` and `:`. */
export const bashCompletion = `# bash completion for tscompose; load it with: source <(tscompose completion bash)
_tscompose() {
  local IFS=$'\\n' word glue='' i words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ \${#words[@]} -gt 0 && ( $glue || $word == [=:] ) ]]; then words[-1]+=$word; else words+=("$word"); fi
    if [[ $word == [=:] ]]; then glue=1; else glue=; fi
  done
  local current=\${words[-1]} lines
  lines=($("\${COMP_WORDS[0]}" __complete -- "\${words[@]}" 2>/dev/null))
  COMPREPLY=("\${lines[@]:1}")
  COMPREPLY=("\${COMPREPLY[@]%%$'\\t'*}")
  # Bash replaces only what stands after the last of these.
  COMPREPLY=("\${COMPREPLY[@]#"\${current%"\${current##*[=:]}"}"}")
  case \${lines[0]} in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
    *) [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace ;;
  esac
}

complete -F _tscompose tscompose
`
