/** The completion script for zsh; it may also stand in a folder of \`fpath\` as \`_tscompose\`. */
export const zshCompletion = `#compdef tscompose
# zsh completion for tscompose; load it with: source <(tscompose completion zsh)
_tscompose() {
  local -a lines candidates
  lines=("\${(@f)$("\${(Q)words[1]}" __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("\${(@)lines[2,-1]//:/\\\\:}")
  candidates=("\${(@)candidates/$'\\t'/:}")
  case $lines[1] in
    files) _files ;;
    folders) _files -/ ;;
    *)
      local -a ending
      [[ $candidates[1] == *= ]] && ending=(-S '')
      _describe 'tscompose' candidates $ending ;;
  esac
}

if [ "$funcstack[1]" = _tscompose ]; then _tscompose "$@"; else compdef _tscompose tscompose; fi
`
