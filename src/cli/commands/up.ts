import { Failed, failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import { planUp } from '../../plan/up.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { openSituation } from '../steps/desired.ts'
import { planAnswered } from '../steps/planned.ts'
import { readUpMode, upFlags, upIntent } from '../steps/up-flags.ts'

/** `up`: makes and starts what the files describe, as little of it anew as possible. */
export const up = command({
  name: 'up',
  usage: '[SERVICE...]',
  summary: 'Create and start containers',
  arity: anyNumber,
  flags: upFlags,
  examples: ['up -d', 'up -d --wait --build api', 'up --abort-on-container-exit --exit-code-from tests'],
  async run(context, flags, services) {
    const mode = readUpMode(flags)
    const intent = upIntent(context, flags, services)
    const dependencies = flags.noDeps ? 'ignore' : 'include'
    const { engine, desired, observed, release } = await openSituation(
      context,
      { services, dependencies },
      'up',
    )
    const { project } = desired
    if (Object.keys(project.services).length === 0 && !context.globals.allResources) {
      throw new Failed(failure('no-service-selected', {}))
    }
    checkNamed(project, mode.exitCodeFrom)
    const plan = await planAnswered(context, (answers) => planUp(desired, observed, { ...intent, answers }))
    const options = {
      quietPull: flags.quietPull,
      quietBuild: flags.quietBuild,
      ...(flags.waitTimeout > 0 && { waitTimeout: flags.waitTimeout }),
    }
    if (mode.detached || flags.noStart || context.globals.dryRun) {
      await carryOut(context, engine, project, plan, options)
      return 0
    }
    const { runForeground } = await import('../foreground/foreground.ts')
    return runForeground({ context, engine, project, plan, flags, mode, services, applied: release })
  },
})

function checkNamed({ services }: Project, service: string | undefined): void {
  if (service === undefined || service in services) return
  throw new Failed(failure('no-such-service', { service, known: Object.keys(services) }))
}
