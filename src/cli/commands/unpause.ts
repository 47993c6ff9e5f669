import { planUnpauseVerb } from '../../plan/verbs.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { openProject } from '../steps/open-project.ts'

/** `unpause`: lets paused processes go on. */
export const unpause = command({
  name: 'unpause',
  usage: '[SERVICE...]',
  summary: 'Resume paused services',
  arity: anyNumber,
  flags: {},
  examples: ['unpause', 'unpause worker'],
  async run(context, _flags, services) {
    const { engine, project, observed } = await openProject(context, services)
    await carryOut(context, engine, project, planUnpauseVerb(project, observed, { services }))
    return 0
  },
})
