import { Failed, failure } from '../../model/failure.ts'
import { createStyle, wantsUnicode } from '../../show/ansi.ts'
import { graphDot } from '../../show/graph/dot.ts'
import { graphMermaid } from '../../show/graph/mermaid.ts'
import { graphText } from '../../show/graph/text.ts'
import { anyNumber, command } from '../command.ts'
import { textOr } from '../flag.ts'
import { isColored } from '../steps/color.ts'
import { loadDesired } from '../steps/project.ts'

const formats = ['text', 'mermaid', 'dot']

/** `graph`: which services depend on which, and what they wait for. */
export const graph = command({
  name: 'graph',
  usage: '[SERVICE...]',
  summary: 'Show which services depend on which',
  arity: anyNumber,
  flags: { format: textOr('--format', 'text', 'text, mermaid or dot', { choices: formats }) },
  examples: ['graph', 'graph api', 'graph --format dot | dot -Tsvg > graph.svg'],
  async run(context, { format }, named) {
    if (!formats.includes(format)) {
      throw new Failed(failure('flag-value-invalid', { flag: '--format', value: format, allowed: formats }))
    }
    const { name, services } = await loadDesired(context, { services: named, resolveEnvironment: false })
    const { stdout, environment } = context
    if (format === 'mermaid') stdout.write(graphMermaid(services))
    else if (format === 'dot') stdout.write(graphDot(name, services))
    else {
      const style = createStyle(isColored(context, stdout))
      stdout.write(graphText(services, { unicode: wantsUnicode(environment), style }))
    }
    return 0
  },
})
