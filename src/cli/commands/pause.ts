import { planPauseVerb } from '../../plan/verbs.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { openProject } from '../steps/open-project.ts'

/** `pause`: pauses the processes of containers. */
export const pause = command({
  name: 'pause',
  usage: '[SERVICE...]',
  summary: 'Pause services',
  arity: anyNumber,
  flags: {},
  examples: ['pause', 'pause worker'],
  async run(context, _flags, services) {
    const { engine, project, observed } = await openProject(context, services)
    await carryOut(context, engine, project, planPauseVerb(project, observed, { services }))
    return 0
  },
})
