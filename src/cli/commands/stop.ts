import { planStopVerb } from '../../plan/verbs.ts'
import { anyNumber, command } from '../command.ts'
import { integer } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { openProject } from '../steps/open-project.ts'

/** `stop`: stops containers, those that depend on others first. */
export const stop = command({
  name: 'stop',
  usage: '[SERVICE...]',
  summary: 'Stop services',
  arity: anyNumber,
  flags: {
    timeout: integer('-t, --timeout', 'Seconds to stop in, before being killed', { value: 'SECONDS' }),
  },
  examples: ['stop', 'stop --timeout 30 db'],
  async run(context, { timeout }, services) {
    const { engine, project, observed } = await openProject(context, services)
    const plan = planStopVerb(project, observed, { services, ...(timeout !== undefined && { timeout }) })
    await carryOut(context, engine, project, plan)
    return 0
  },
})
