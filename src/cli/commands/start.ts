import { planStartVerb } from '../../plan/verbs.ts'
import { waitForAll } from '../../plan/wait-for-all.ts'
import { anyNumber, command } from '../command.ts'
import { bool, integer } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { openProject } from '../steps/open-project.ts'

/** `start`: starts containers that are there, those that others depend on first. */
export const start = command({
  name: 'start',
  usage: '[SERVICE...]',
  summary: 'Start services',
  arity: anyNumber,
  flags: {
    wait: bool('--wait', 'Wait until services are running or healthy'),
    waitTimeout: integer('--wait-timeout', 'Seconds to wait at most', { value: 'SECONDS' }),
  },
  examples: ['start', 'start --wait db'],
  async run(context, { wait, waitTimeout }, services) {
    const { engine, project, observed } = await openProject(context, services, { changing: 'start' })
    const start = planStartVerb(project, observed, { services })
    const plan = wait ? waitForAll(start, observed, services) : start
    await carryOut(context, engine, project, plan, { ...(waitTimeout && { waitTimeout }) })
    return 0
  },
})
