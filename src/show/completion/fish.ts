/** The completion script for fish. */
export const fishCompletion = `# fish completion for tscompose; load it with: tscompose completion fish | source
function __tscompose_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l lines ($words[1] __complete -- $words[2..] "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
        case folders
            __fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$current") ''
        case '*'
            printf '%s\\n' $lines[2..]
    end
end

complete -c tscompose -f -a '(__tscompose_complete)'
`
