import type { ExecuteResult } from '../../execute/execute.ts'
import { Failed, failure } from '../../model/failure.ts'
import { inDependencyOrder } from '../../model/graph.ts'
import { dependencyGraph } from '../../plan/dependency-graph.ts'
import { planUp } from '../../plan/up.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { text } from '../flag.ts'
import { showAddresses } from '../steps/addresses.ts'
import { carryOut } from '../steps/carry-out.ts'
import { loadComplete, openSituationOf } from '../steps/desired.ts'
import { checkNamed } from '../steps/named.ts'
import { planAnswered } from '../steps/planned.ts'
import { rollBackFailed } from '../steps/previous.ts'
import type { Selection } from '../steps/project.ts'
import type { RunReportFile } from '../steps/run-report-file.ts'
import { readUpMode, type UpFlags, upFlags, upIntent } from '../steps/up-flags.ts'

/** `up`: makes and starts what the files describe, as little of it anew as possible. */
export const up = command({
  name: 'up',
  usage: '[SERVICE...]',
  summary: 'Create and start containers',
  arity: anyNumber,
  flags: {
    ...upFlags,
    report: text('--report', 'Write services, states and times to a file: JUnit XML (.xml) or JSON (.json)', {
      value: 'FILE',
    }),
  },
  examples: [
    'up -d',
    'up -d --wait --build api',
    'up --wait --report smoke.xml',
    'up --abort-on-container-exit --exit-code-from tests',
  ],
  async run(context, { report, ...flags }, services) {
    if (!report || context.globals.dryRun) return bringUp(context, flags, services)
    const { RunReportFile } = await import('../steps/run-report-file.ts')
    const file = new RunReportFile(context, report)
    try {
      return await bringUp(context, flags, services, file)
    } catch (error) {
      throw new Failed(await file.failed(error))
    }
  },
})

async function bringUp(
  context: Context,
  flags: UpFlags,
  services: readonly string[],
  report?: RunReportFile,
): Promise<number> {
  const mode = readUpMode(flags)
  const intent = upIntent(context, flags, services)
  const dependencies = flags.noDeps ? 'ignore' : 'include'
  const selection = { services, dependencies } as const
  const watching = flags.watch || flags.heal ? await prepareWatch(context, flags, selection) : undefined
  const loading = watching ? Promise.resolve(watching.project) : loadComplete(context, selection)
  const { engine, desired, observed, release } = await openSituationOf(context, loading, {
    changing: 'up',
    provide: true,
  })
  const { project } = desired
  if (Object.keys(project.services).length === 0 && !context.globals.allResources) {
    throw new Failed(failure('no-service-selected', {}))
  }
  checkNamed(project.services, [mode.exitCodeFrom ?? []].flat(), { isLookup: true })
  checkNamed({ ...project.disabled, ...project.services }, flags.noAttach, { isLookup: true })
  const plan = await planAnswered(context, (answers) => planUp(desired, observed, { ...intent, answers }))
  const reporting = report && {
    onApplied: (result: ExecuteResult) => report.applied(engine, project.name, plan, result),
  }
  const options = {
    services: inDependencyOrder(dependencyGraph(project)),
    quietPull: flags.quietPull,
    quietBuild: flags.quietBuild,
    ...(flags.waitTimeout > 0 && { waitTimeout: flags.waitTimeout }),
    ...reporting,
  }
  if (mode.detached || flags.noStart || context.globals.dryRun) {
    await carryOut(context, engine, project, plan, options).catch(async (error: unknown) => {
      if (error instanceof Failed) await rollBackFailed(context, engine, desired, error)
      throw error
    })
    if (!flags.noStart) await showAddresses(context, engine, project)
    return 0
  }
  const { runForeground } = await import('../foreground/foreground.ts')
  const foreground = { context, engine, project, plan, flags, mode, services, applied: release, ...reporting }
  if (!watching) return runForeground(foreground)
  const watch = await watching.open(engine, { ...intent, recreate: 'diverged' })
  try {
    return await runForeground({ ...foreground, beside: watch.run })
  } finally {
    watch.close()
  }
}

/** What `--watch` and `--heal` need is loaded only for them. */
async function prepareWatch(context: Context, flags: UpFlags, selection: Selection) {
  const { prepareUpWatch } = await import('../watch/up-watch.ts')
  return prepareUpWatch(context, flags, selection)
}
