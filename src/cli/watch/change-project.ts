import type { Engine } from '../../engine/engine.ts'
import { executePlan } from '../../execute/execute.ts'
import { Failed, warning } from '../../model/failure.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Desired } from '../../plan/desired.ts'
import type { Plan } from '../../plan/graph.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { executeOptions, muted } from '../steps/carry-out.ts'
import { lookAt } from '../steps/desired.ts'
import { lock } from '../steps/lock.ts'
import { startProgress } from '../steps/progress.ts'

/** A plan made of what is there at that moment, and who is told of it before it is applied. */
export interface Change {
  plan(desired: Desired, observed: Observed): Plan
  onPlan?(plan: Plan): void
  /** Builds are told without their output. */
  readonly quietBuild?: boolean
}

/**
 * Changes a project while it is watched: looks, plans, applies, with nobody else changing it meanwhile. What
 * would lose data is not done, and said. Gives the plan.
 */
export async function changeProject(
  context: Context,
  engine: Engine,
  project: Project,
  change: Change,
): Promise<Plan> {
  const { release } = await lock(context, engine, project.name, 'watch')
  try {
    const { desired, observed } = await lookAt(context, engine, project)
    const plan = change.plan(desired, observed)
    await report(
      plan.questions.map(({ code, subject }) => warning('confirmation-needed', { question: code, subject })),
      context,
    )
    change.onPlan?.(plan)
    if (plan.nodes.length > 0) await apply(context, engine, project, plan, change.quietBuild ?? false)
    return plan
  } finally {
    release()
  }
}

async function apply(context: Context, engine: Engine, project: Project, plan: Plan, quietBuild: boolean) {
  // Lines of containers and of watching stand beside it: nothing may be drawn in place.
  const progress = await startProgress(context, { plain: true })
  try {
    const emit = muted(progress.sink, { quietBuild })
    const result = await executePlan(plan, executeOptions(context, engine, project, emit))
    if (result.status === 'failed') throw new Failed(result.failures)
  } finally {
    await progress.end()
  }
}
