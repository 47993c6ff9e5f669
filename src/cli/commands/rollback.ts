import { Failed, failure } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import { imageName } from '../../model/names.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { planUp } from '../../plan/up.ts'
import { previousService } from '../../resolve/previous-service.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { plainIntent } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'

/** `rollback`: gives services the configuration and image they had before their last change. */
export const rollback = command({
  name: 'rollback',
  usage: '[SERVICE...]',
  summary: 'Bring back what ran before the last change',
  arity: anyNumber,
  flags: {},
  examples: ['rollback', 'rollback api'],
  async run(context, _flags, services) {
    const { engine, desired, observed } = await openSituation(
      context,
      { services, dependencies: 'ignore' },
      'rollback',
    )
    const project = rolledBack(desired.project, observed, services)
    const intent = { ...plainIntent(context, services), start: true, build: 'never', pull: 'never' } as const
    await carryOut(context, engine, project, planUp({ ...desired, project }, observed, intent))
    return 0
  },
})

/** The project with each service as its containers remember it from before. */
function rolledBack(project: Project, observed: Observed, named: readonly string[]): Project {
  const found = Object.values(project.services).flatMap(
    (service) => findPrevious(project, service, observed) ?? [],
  )
  const missing = named.filter((name) => !found.some((service) => service.name === name))
  if (missing.length > 0)
    throw new Failed(missing.map((service) => failure('nothing-to-roll-back', { service })))
  if (found.length === 0) throw new Failed(failure('nothing-to-roll-back', {}))
  return { ...project, services: Object.fromEntries(found.map((service) => [service.name, service])) }
}

function findPrevious(
  project: Project,
  service: Service,
  { containers, images }: Observed,
): Service | undefined {
  for (const container of containers) {
    if (container.labels[labels.service] !== service.name || container.labels[labels.oneoff] === 'True')
      continue
    const spec = container.labels[labels.previousSpec]
    const before = spec === undefined ? undefined : previousService(spec, service)
    if (!before) continue
    const name = imageName(project.name, before)
    const id = container.labels[labels.previousImage]
    // The name may mean another image by now: then the image is asked for by its id, if it is still there.
    const isOther = id !== undefined && images.has(id) && images.get(id)?.tags.includes(name) !== true
    return isOther ? { ...before, image: id } : before
  }
  return undefined
}
