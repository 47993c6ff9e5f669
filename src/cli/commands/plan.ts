import { planUp } from '../../plan/up.ts'
import { describePlan, planJson } from '../../show/plan/describe-plan.ts'
import { anyNumber, command } from '../command.ts'
import { bool, textOr } from '../flag.ts'
import { LIST_FORMATS, readListFormat } from '../list-format.ts'
import { report } from '../report.ts'
import { createFlags } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'
import { upFlags, upIntent } from '../steps/up-flags.ts'

const CHANGES = 2

/** `plan`: what `up` would do now, and why. */
export const plan = command({
  name: 'plan',
  usage: '[SERVICE...]',
  summary: 'Show what up would do, and why',
  arity: anyNumber,
  flags: {
    ...upFlags,
    ...createFlags,
    exitCode: bool('--exit-code', `End with ${CHANGES} if there is something to do`),
    format: textOr('--format', 'table', 'table or json', { choices: LIST_FORMATS }),
  },
  examples: ['plan', 'plan --build api', 'plan --format json --exit-code'],
  async run(context, flags, services) {
    const format = readListFormat(flags.format)
    const intent = upIntent(context, flags, services)
    const dependencies = flags.noDeps ? 'ignore' : 'include'
    const { desired, observed } = await openSituation(context, { services, dependencies })
    const planned = planUp(desired, observed, intent)
    await report(planned.warnings, context)
    context.stdout.write(format === 'json' ? planJson(planned) : describePlan(planned))
    return flags.exitCode && planned.nodes.length + planned.questions.length > 0 ? CHANGES : 0
  },
})
