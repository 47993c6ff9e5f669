import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import type { Failed } from '../../model/failure.ts'
import { familiarReference } from '../../model/image-reference.ts'
import { labels } from '../../model/labels.ts'
import { imageName } from '../../model/names.ts'
import type { Observed, ObservedContainer } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import type { Desired } from '../../plan/desired.ts'
import { planUp } from '../../plan/up.ts'
import { previousService } from '../../resolve/previous-service.ts'
import type { Context } from '../context.ts'
import { carryOut } from './carry-out.ts'
import { plainIntent } from './create-flags.ts'

/** A service as one of its containers remembers it from before its last change; `isMeant` chooses the containers. */
export function findPrevious(
  project: Project,
  service: Service,
  { containers, images }: Observed,
  isMeant: (container: ObservedContainer) => boolean = () => true,
): Service | undefined {
  for (const container of containers) {
    if (!isMeant(container)) continue
    if (container.labels[labels.service] !== service.name || container.labels[labels.oneoff] === 'True')
      continue
    const spec = container.labels[labels.previousSpec]
    const before = spec === undefined ? undefined : previousService(spec, service)
    if (!before) continue
    const name = imageName(project.name, before)
    const id = container.labels[labels.previousImage]
    // The name may mean another image by now: then the image is asked for by its id, if it is still there.
    const isOther =
      id !== undefined && images.has(id) && images.get(id)?.tags.includes(familiarReference(name)) !== true
    return isOther ? { ...before, image: id } : before
  }
  return undefined
}

/**
 * After an update that failed: where `failure_action` is `rollback`, the replicas that had been updated before it
 * go back too.
 */
export async function rollBackFailed(
  context: Context,
  engine: Engine,
  desired: Desired,
  error: Failed,
): Promise<void> {
  const { project, hashing } = desired
  const undone = error.failures.flatMap((one) => (one.code === 'update-undone' ? [one.data.service] : []))
  const meant = Object.values(project.services).filter(
    ({ name, deploy }) => undone.includes(name) && deploy?.update_config?.failure_action === 'rollback',
  )
  if (meant.length === 0) return
  const observed = await observeProject(engine, project.name)
  const before = meant.flatMap((service) => {
    const spec = hashing.spec(service)
    return (
      findPrevious(project, service, observed, (container) => container.labels[labels.spec] === spec) ?? []
    )
  })
  if (before.length === 0) return
  const back = {
    ...project,
    services: Object.fromEntries(before.map((service) => [service.name, service])),
    disabled: { ...project.disabled, ...project.services },
  }
  const intent = { ...plainIntent(context, []), start: true, build: 'never', pull: 'never' } as const
  await carryOut(context, engine, back, planUp({ ...desired, project: back }, observed, intent))
}
