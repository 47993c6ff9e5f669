import { Failed, failure } from '../../model/failure.ts'
import { command } from '../command.ts'

const shells = ['bash', 'zsh', 'fish'] as const

/** `completion`: a script that lets a shell complete our command lines. */
export const completion = command({
  name: 'completion',
  usage: 'bash|zsh|fish',
  summary: 'Print a script that completes command lines',
  arity: { min: 1, max: 1 },
  flags: {},
  examples: ['completion bash > /etc/bash_completion.d/tscompose', 'completion zsh', 'completion fish'],
  async run({ stdout }, _flags, [shell = '']) {
    stdout.write(await script(shell))
    return 0
  },
})

async function script(shell: string): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../../show/completion/bash.ts')).bashCompletion
    case 'zsh':
      return (await import('../../show/completion/zsh.ts')).zshCompletion
    case 'fish':
      return (await import('../../show/completion/fish.ts')).fishCompletion
    default:
      throw new Failed(failure('flag-value-invalid', { flag: 'completion', value: shell, allowed: shells }))
  }
}
