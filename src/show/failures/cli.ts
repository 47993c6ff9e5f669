import type { CliFailures } from '../../model/failures/cli.ts'
import type { Texts } from './texts.ts'

/** Texts for what can be wrong with a command line. */
export const cliTexts: Texts<CliFailures> = {
  usage: ({ message, hint }) => ({ message, hint }),
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
