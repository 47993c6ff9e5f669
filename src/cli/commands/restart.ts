import { planRestartVerb } from '../../plan/verbs.ts'
import { anyNumber, command } from '../command.ts'
import { bool, integer } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { checkNamed } from '../steps/named.ts'
import { openProject } from '../steps/open-project.ts'

/** `restart`: stops and starts containers as they are. */
export const restart = command({
  name: 'restart',
  usage: '[SERVICE...]',
  summary: 'Restart services',
  arity: anyNumber,
  flags: {
    noDeps: bool('--no-deps', 'Leave services that depend on them alone'),
    timeout: integer('-t, --timeout', 'Seconds to stop in, before being killed', { value: 'SECONDS' }),
  },
  examples: ['restart', 'restart --no-deps db'],
  async run(context, { noDeps, timeout }, services) {
    const { engine, project, observed } = await openProject(context, services, {
      scope: 'whole',
      changing: 'restart',
    })
    checkNamed(project.services, services)
    const limit = timeout !== undefined ? { timeout } : {}
    const plan = planRestartVerb(project, observed, { services, noDeps, ...limit })
    await carryOut(context, engine, project, plan)
    return 0
  },
})
