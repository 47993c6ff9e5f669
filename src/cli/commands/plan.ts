import { planUp } from '../../plan/up.ts'
import { createStyle, wantsUnicode } from '../../show/ansi.ts'
import { describePlan, planJson } from '../../show/plan/describe-plan.ts'
import { anyNumber, command } from '../command.ts'
import { bool, textOr } from '../flag.ts'
import { LIST_FORMATS, readListFormat } from '../list-format.ts'
import { report } from '../report.ts'
import { isColored } from '../steps/color.ts'
import { createFlags } from '../steps/create-flags.ts'
import { completeProject, openSituationOf } from '../steps/desired.ts'
import { placesOfChanges } from '../steps/places-of-changes.ts'
import { load } from '../steps/project.ts'
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
    verbose: bool('--verbose', 'Also the steps that follow of themselves'),
  },
  examples: ['plan', 'plan --build api', 'plan --format json --exit-code'],
  async run(context, flags, services) {
    const format = readListFormat(flags.format)
    const intent = upIntent(context, flags, services)
    const dependencies = flags.noDeps ? 'ignore' : 'include'
    const loading = load(context)
    const completing = loading.then((loaded) => completeProject(context, loaded, { services, dependencies }))
    const { desired, observed } = await openSituationOf(context, completing)
    const planned = planUp(desired, observed, intent)
    await report(planned.warnings, context)
    if (format === 'json') context.stdout.write(planJson(planned))
    else {
      const placeOf = await placesOfChanges(planned, await loading, desired.project, context.cwd)
      const style = createStyle(isColored(context, context.stdout))
      const unicode = wantsUnicode(context.environment)
      context.stdout.write(describePlan(planned, { style, unicode, verbose: flags.verbose, placeOf }))
    }
    return flags.exitCode && planned.nodes.length + planned.questions.length > 0 ? CHANGES : 0
  },
})
