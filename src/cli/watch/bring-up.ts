import type { Engine } from '../../engine/engine.ts'
import type { Project } from '../../model/project.ts'
import type { UpIntent } from '../../plan/desired.ts'
import { planUp } from '../../plan/up.ts'
import type { Context } from '../context.ts'
import { carryOut } from '../steps/carry-out.ts'
import { lookAt } from '../steps/desired.ts'
import { lock } from '../steps/lock.ts'
import { planAnswered } from '../steps/planned.ts'
import { provideFor } from '../steps/provide.ts'
import { withBuilt } from './with-built.ts'

/** Brings a project up before it is watched; the services that are watched are built. */
export async function bringUp(
  context: Context,
  engine: Engine,
  project: Project,
  { services, intent, quiet }: { services: readonly string[]; intent: UpIntent; quiet: boolean },
): Promise<void> {
  const { release } = await lock(context, engine, project.name, 'watch')
  try {
    const built = withBuilt(project, services)
    const { desired, observed } = await lookAt(
      context,
      engine,
      built,
      await provideFor(context, engine, built),
    )
    const plan = await planAnswered(context, (answers) => planUp(desired, observed, { ...intent, answers }))
    await carryOut(context, engine, built, plan, { quietBuild: quiet, quietPull: quiet })
  } finally {
    release()
  }
}
