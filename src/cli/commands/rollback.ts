import { Failed, failure } from '../../model/failure.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Desired } from '../../plan/desired.ts'
import { planUp } from '../../plan/up.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { carryOut } from '../steps/carry-out.ts'
import { plainIntent } from '../steps/create-flags.ts'
import { openSituation } from '../steps/desired.ts'
import { findPrevious, sealedAway } from '../steps/previous.ts'

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
    const project = rolledBack(context, desired, observed, services)
    const intent = { ...plainIntent(context, services), start: true, build: 'never', pull: 'never' } as const
    await carryOut(context, engine, project, planUp({ ...desired, project }, observed, intent))
    return 0
  },
})

/** The project with each service as its containers remember it from before. */
function rolledBack(
  context: Context,
  desired: Desired,
  observed: Observed,
  named: readonly string[],
): Project {
  const { project } = desired
  const memories = new Map(
    Object.values(project.services).map((service) => [
      service.name,
      findPrevious(desired, service, observed),
    ]),
  )
  const sealed = sealedAway(context, memories)
  const missing = named.filter((name) => Object.keys(memories.get(name) ?? {}).length === 0)
  const failures = [...sealed, ...missing.map((service) => failure('nothing-to-roll-back', { service }))]
  if (failures.length > 0) throw new Failed(failures)
  const found = [...memories].flatMap(([name, { service }]) => (service ? [[name, service] as const] : []))
  if (found.length === 0) throw new Failed(failure('nothing-to-roll-back', {}))
  return { ...project, services: Object.fromEntries(found) }
}
