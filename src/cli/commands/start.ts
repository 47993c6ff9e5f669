import { Failed, failure } from '../../model/failure.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { planStartVerb } from '../../plan/verbs.ts'
import { waitForAll } from '../../plan/wait-for-all.ts'
import { anyNumber, command } from '../command.ts'
import { bool, integer } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { serviceOf } from '../steps/containers.ts'
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
    const { engine, project, observed } = await openProject(context, services, { changing: 'start' })
    checkContainers(project, observed, services)
    const start = planStartVerb(project, observed, { services })
    const plan = wait ? waitForAll(start, observed, services) : start
    await carryOut(context, engine, project, plan, { ...(waitTimeout && { waitTimeout }) })
    return 0
  },
})

/** What has no container cannot be started: that takes `up`. */
function checkContainers(project: Project, { containers }: Observed, named: readonly string[]): void {
  const wanted = Object.values(project.services).filter(
    ({ name, provider, scale, deploy }) =>
      !provider && (scale ?? deploy?.replicas ?? 1) > 0 && (named.length === 0 || named.includes(name)),
  )
  const missing = wanted.filter(({ name }) => !containers.some((one) => serviceOf(one) === name))
  if (missing.length > 0) {
    throw new Failed(missing.map(({ name }) => failure('no-container', { service: name })))
  }
}
