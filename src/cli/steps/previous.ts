import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import { isOneOff } from '../../model/container.ts'
import { type Failed, type Failure, failure } from '../../model/failure.ts'
import { familiarReference } from '../../model/image-reference.ts'
import { labels } from '../../model/labels.ts'
import { imageName } from '../../model/names.ts'
import type { Observed, ObservedContainer } from '../../model/observed.ts'
import type { Service } from '../../model/service.ts'
import type { Desired } from '../../plan/desired.ts'
import { planUp } from '../../plan/up.ts'
import { previousService } from '../../resolve/previous-service.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { carryOut } from './carry-out.ts'
import { plainIntent } from './create-flags.ts'
import { keyPath } from './user-key.ts'

/** What containers remember of a service from before its last change. */
export interface Memory {
  readonly service?: Service
  /** A container that remembers what only the key of another user can open. */
  readonly sealedIn?: string
}

/** A service as one of its containers remembers it; `isMeant` chooses the containers. */
export function findPrevious(
  { project, sealing }: Desired,
  service: Service,
  { containers, images }: Observed,
  isMeant: (container: ObservedContainer) => boolean = () => true,
): Memory {
  let sealedIn: string | undefined
  for (const container of containers) {
    const own = container.labels
    if (own[labels.service] !== service.name || isOneOff({ labels: own }) || !isMeant(container)) continue
    const kept = own[labels.previousSpec]
    if (kept === undefined) continue
    const spec = sealing.open(kept)
    const before = spec === undefined ? undefined : previousService(spec, service)
    if (!before) {
      sealedIn = container.name
      continue
    }
    const name = imageName(project.name, before)
    const id = own[labels.previousImage]
    // The name may mean another image by now: then the image is asked for by its id, if it is still there.
    const isOther =
      id !== undefined && images.has(id) && images.get(id)?.tags.includes(familiarReference(name)) !== true
    return { service: isOther ? { ...before, image: id } : before }
  }
  return sealedIn === undefined ? {} : { sealedIn }
}

/** The failures of services that cannot be rolled back since nobody here can open what is remembered of them. */
export function sealedAway(context: Context, memories: ReadonlyMap<string, Memory>): Failure[] {
  return [...memories].flatMap(([service, { sealedIn: container }]) =>
    container === undefined ? [] : failure('previous-sealed', { service, container, key: keyPath(context) }),
  )
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
  const { project, hashing, sealing } = desired
  const undone = error.failures.flatMap((one) => (one.code === 'update-undone' ? [one.data.service] : []))
  const meant = Object.values(project.services).filter(
    ({ name, deploy }) => undone.includes(name) && deploy?.update_config?.failure_action === 'rollback',
  )
  if (meant.length === 0) return
  const observed = await observeProject(engine, project.name)
  const memories = new Map(
    meant.map((service) => {
      const isNew = ({ labels: own }: ObservedContainer) =>
        hashing.means(own[labels.configHash] ?? '', service) ||
        sealing.open(own[labels.spec]) === hashing.spec(service)
      return [service.name, findPrevious(desired, service, observed, isNew)]
    }),
  )
  const before = [...memories.values()].flatMap(({ service }) => service ?? [])
  await report(sealedAway(context, memories), context)
  if (before.length === 0) return
  const back = {
    ...project,
    services: Object.fromEntries(before.map((service) => [service.name, service])),
    disabled: { ...project.disabled, ...project.services },
  }
  const intent = { ...plainIntent(context, []), start: true, build: 'never', pull: 'never' } as const
  await carryOut(context, engine, back, planUp({ ...desired, project: back }, observed, intent))
}
