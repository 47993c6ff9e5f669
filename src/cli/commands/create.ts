import { planUp } from '../../plan/up.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { createFlags, createIntent } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'
import { planAnswered } from '../steps/planned.ts'

/** `create`: makes containers and what they need, and starts none. */
export const create = command({
  name: 'create',
  usage: '[SERVICE...]',
  summary: 'Create containers without starting them',
  arity: anyNumber,
  flags: createFlags,
  examples: ['create', 'create --build api'],
  async run(context, flags, services) {
    const intent = createIntent(context, flags, services)
    const { engine, desired, observed } = await openSituation(
      context,
      { services },
      { changing: 'create', provide: true },
    )
    const plan = await planAnswered(context, (answers) => planUp(desired, observed, { ...intent, answers }))
    await carryOut(context, engine, desired.project, plan, { quietPull: flags.quietPull })
    return 0
  },
})
