import { command } from '../command.ts'
import { bool, textOr } from '../flag.ts'
import { productVersion } from '../product-version.ts'

/** `version`: says which tscompose this is. */
export const version = command({
  name: 'version',
  usage: '',
  summary: 'Show the version',
  arity: { min: 0, max: 0 },
  flags: {
    format: textOr('-f, --format', '', 'Output format: pretty or json', {
      value: 'FORMAT',
      choices: ['pretty', 'json'],
    }),
    short: bool('--short', 'Only the number'),
  },
  examples: ['version', 'version --short', 'version --format json'],
  async run({ stdout }, { short, format }) {
    if (short) stdout.write(`${productVersion}\n`)
    else if (format === 'json') stdout.write(`${JSON.stringify({ version: productVersion })}\n`)
    else stdout.write(`tscompose version ${productVersion}\n`)
    return 0
  },
})
