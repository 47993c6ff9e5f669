import type { Engine } from '../../engine/engine.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { UpIntent } from '../../plan/desired.ts'
import type { Plan } from '../../plan/graph.ts'
import { planUp } from '../../plan/up.ts'
import { planRestartVerb } from '../../plan/verbs.ts'
import type { Context } from '../context.ts'
import { changeProject } from './change-project.ts'
import { withoutStarts } from './without-starts.ts'

/** Puts back what is not as it should be, of which `choose` leaves what is to be done. */
export async function repairProject(
  context: Context,
  engine: Engine,
  project: Project,
  intent: UpIntent,
  choose: (plan: Plan) => Plan,
): Promise<Plan> {
  return changeProject(context, engine, project, {
    plan: (desired, observed) =>
      // What is put back is what was there: nothing is pulled or built that was not missing, nor are orphans told again.
      choose(planUp(desired, observed, { ...intent, pull: 'missing', build: 'needed', ignoreOrphans: true })),
  })
}

/** Restarts one container, and nothing along with it. */
export async function restartContainer(
  context: Context,
  engine: Engine,
  project: Project,
  id: string,
): Promise<void> {
  await changeProject(context, engine, project, {
    plan: (desired, observed) => {
      const containers = observed.containers.filter((one) => one.id === id)
      return planRestartVerb(desired.project, { ...observed, containers }, { services: [], noDeps: true })
    },
  })
}

/** Applies a project that was read anew; `onPlan` is told how many steps that takes. */
export async function applyReloaded(
  context: Context,
  engine: Engine,
  project: Project,
  intent: UpIntent,
  onPlan: (steps: number) => void,
): Promise<void> {
  await changeProject(context, engine, project, {
    plan: (desired, observed) => withoutRepeats(planUp(desired, observed, intent), observed),
    onPlan: ({ nodes }) => onPlan(nodes.length),
  })
}

/** What has run to its end, well, is not run once more because something else has changed. */
function withoutRepeats(plan: Plan, { containers }: Observed): Plan {
  const completed = containers.filter(({ state, exitCode }) => state === 'exited' && exitCode === 0)
  const ids = new Set(completed.map(({ id }) => id))
  return withoutStarts(plan, (id) => ids.has(id))
}
