import { Failed, failure } from '../../model/failure.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { planUp } from '../../plan/up.ts'
import { anyNumber, command } from '../command.ts'
import { carryOut } from '../steps/carry-out.ts'
import { plainIntent } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'
import { findPrevious } from '../steps/previous.ts'

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
      { changing: 'rollback' },
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
