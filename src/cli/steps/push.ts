import type { Engine } from '../../engine/engine.ts'
import { pushImages } from '../../execute/push.ts'
import type { Project } from '../../model/project.ts'
import type { Context } from '../context.ts'
import { parallelism } from './parallelism.ts'
import { withProgress } from './progress.ts'

/** Pushes the images that the project's services build under a name of their own, with their further tags. */
export async function pushBuilt(
  context: Context,
  engine: Engine,
  { services }: Project,
  { quiet = false, ignoreFailures = false } = {},
): Promise<void> {
  const images = Object.values(services).flatMap(({ name, image, build }) =>
    build && image ? [image, ...(build.tags ?? [])].map((tag) => ({ image: tag, service: name })) : [],
  )
  if (context.globals.dryRun) return
  await withProgress(
    context,
    ({ sink }) =>
      pushImages(images, {
        engine,
        emit: sink,
        signal: context.interrupts.signal,
        parallel: parallelism(context),
        ignoreFailures,
        now: context.now,
      }),
    { quiet },
  )
}
