import type { Engine } from '../../engine/engine.ts'
import { executePlan } from '../../execute/execute.ts'
import { Failed } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import { planProviders } from '../../plan/providers.ts'
import type { Provided } from '../../resolve/provided.ts'
import type { Context } from '../context.ts'
import { executeOptions } from './carry-out.ts'
import { withProgress } from './progress.ts'

/** Has providers make what services stand for; undefined where there is none, or in a dry run. */
export async function provideFor(
  context: Context,
  engine: Engine,
  project: Project,
): Promise<Provided | undefined> {
  const plan = planProviders(project)
  if (plan.nodes.length === 0 || context.globals.dryRun) return undefined
  const { failures, status, provided } = await withProgress(context, ({ sink }) =>
    executePlan(plan, executeOptions(context, engine, project, sink)),
  )
  if (failures.length > 0) throw new Failed(failures)
  // The rest must not be done on the strength of half the answers.
  if (status === 'interrupted') throw new Failed([])
  return provided
}
