import { serviceOf } from '../../model/container.ts'
import { Failed, failure } from '../../model/failure.ts'
import { closure } from '../../model/graph.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { dependencyGraph } from '../../plan/dependency-graph.ts'
import { planStartVerb } from '../../plan/start-verb.ts'
import { anyNumber, command } from '../command.ts'
import type { Context } from '../context.ts'
import { bool, integer } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { checkNamed } from '../steps/named.ts'
import { note } from '../steps/note.ts'
import { openProject } from '../steps/open-project.ts'

/** `start`: starts containers that are there, those that others depend on first. */
export const start = command({
  name: 'start',
  usage: '[SERVICE...]',
  summary: 'Start services',
  arity: anyNumber,
  flags: {
    wait: bool('--wait', 'Wait until services are running or healthy'),
    waitTimeout: integer('--wait-timeout', 'Seconds to wait at most', { value: 'SECONDS' }),
  },
  examples: ['start', 'start --wait db'],
  async run(context, { wait, waitTimeout }, services) {
    const opened = await openProject(context, services, { changing: 'start' })
    const { engine, observed } = opened
    const project = withDependencies(opened.project, services)
    if (opened.isNamed && observed.containers.length === 0)
      throw new Failed(failure('no-containers', { project: project.name }))
    checkNamed(opened.project.services, services)
    await checkContainers(context, project, observed)
    const plan = planStartVerb(project, observed, { wait })
    await carryOut(context, engine, project, plan, { ...(waitTimeout && { waitTimeout }) })
    return 0
  },
})

/** The services named and what they depend on; all of them when none is named. */
function withDependencies(project: Project, named: readonly string[]): Project {
  if (named.length === 0) return project
  const names = closure(dependencyGraph(project), named)
  const services = Object.entries(project.services).filter(([name]) => names.has(name))
  return { ...project, services: Object.fromEntries(services) }
}

/** What has no container is not started: that takes `up`. Where nothing has one, there is nothing to start at all. */
async function checkContainers(context: Context, { services }: Project, observed: Observed): Promise<void> {
  const { containers } = observed
  const wanted = Object.values(services).filter(
    ({ provider, scale, deploy }) => !provider && (scale ?? deploy?.replicas ?? 1) > 0,
  )
  const missing = wanted.filter(({ name }) => !containers.some((one) => serviceOf(one) === name))
  if (containers.length === 0 && missing.length > 0) {
    throw new Failed(missing.map(({ name }) => failure('no-container', { service: name, use: 'start' })))
  }
  for (const { name } of missing) await note(context, 'no-container', { service: name })
}
