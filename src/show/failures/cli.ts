import type { CliFailures } from '../../model/failures/cli.ts'
import type { Texts } from './texts.ts'
import { count, didYouMean } from './words.ts'

/** Texts for what can be wrong with a command line. */
export const cliTexts: Texts<CliFailures> = {
  usage: ({ message, hint }) => ({ message, hint }),
  'unknown-command': ({ name, suggestion }) => ({
    message: `there is no command "${name}"`,
    hint: suggestion ? didYouMean(suggestion) : 'tscompose --help lists the commands',
  }),
  'unknown-flag': ({ flag, command, suggestion }) => ({
    message: command ? `"${command}" has no flag ${flag}` : `there is no flag ${flag}`,
    hint: suggestion
      ? didYouMean(suggestion)
      : `tscompose ${command ? `${command} ` : ''}--help lists the flags`,
  }),
  'flag-needs-value': ({ flag }) => ({ message: `${flag} needs a value` }),
  'flag-value-invalid': ({ flag, value, expected }) => ({
    message: `${flag} cannot be ${JSON.stringify(value)}: expected ${expected}`,
  }),
  'arguments-too-few': ({ command, usage, min, given }) => ({
    message: `"${command}" needs at least ${count(min, 'argument')}, ${given} given`,
    hint: `usage: ${usage}`,
  }),
  'arguments-too-many': ({ command, usage, max, given }) => ({
    message: `"${command}" takes ${max === 0 ? 'no arguments' : `at most ${count(max, 'argument')}`}, ${given} given`,
    hint: `usage: ${usage}`,
  }),
  'template-invalid': ({ template, reason }) => ({
    message: `--format ${JSON.stringify(template)} cannot be used: ${reason}`,
    hint: "templates are those of the docker CLI, for example --format '{{.Name}}' or --format 'table {{.Name}}\\t{{.Status}}'",
  }),
  'internal-error': ({ message, stack }) => ({
    message: `something went wrong inside tscompose: ${message}`,
    ...(stack && { blocks: [{ title: 'where', lines: stack.split('\n') }] }),
    hint: 'this is a bug, please report it together with the command and the compose file',
  }),
}
