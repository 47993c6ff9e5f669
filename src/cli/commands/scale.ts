import { planUp } from '../../plan/up.ts'
import { command } from '../command.ts'
import { bool } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { plainIntent, readScale } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'
import { planAnswered } from '../steps/planned.ts'

/** `scale`: how many containers of each service there are to be. */
export const scale = command({
  name: 'scale',
  usage: 'SERVICE=REPLICAS...',
  summary: 'Set the number of containers of services',
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  flags: { noDeps: bool('--no-deps', 'Leave services they depend on alone') },
  examples: ['scale worker=3', 'scale worker=3 web=2 --no-deps'],
  async run(context, { noDeps }, args) {
    const replicas = readScale(args, 'scale')
    const services = Object.keys(replicas)
    const dependencies = noDeps ? 'ignore' : 'include'
    const { engine, desired, observed } = await openSituation(
      context,
      { services, dependencies },
      { changing: 'scale', provide: true },
    )
    const intent = { ...plainIntent(context, services), scale: replicas, start: true }
    const plan = await planAnswered(context, (answers) => planUp(desired, observed, { ...intent, answers }))
    await carryOut(context, engine, desired.project, plan)
    return 0
  },
})
