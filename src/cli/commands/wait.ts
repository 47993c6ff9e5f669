import { Failed, failure } from '../../model/failure.ts'
import { planDown } from '../../plan/down.ts'
import { command } from '../command.ts'
import { bool } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { connect } from '../steps/connect.ts'
import { listContainers } from '../steps/containers.ts'
import { openProject } from '../steps/open-project.ts'
import { findProject } from '../steps/project.ts'

/** `wait`: until all containers of some services have stopped; ends with the last one's exit code. */
export const wait = command({
  name: 'wait',
  usage: 'SERVICE [SERVICE...]',
  summary: 'Wait until the containers of services have stopped',
  arity: { min: 1, max: Number.POSITIVE_INFINITY },
  flags: { downProject: bool('--down-project', 'Then take the project down') },
  examples: ['wait migrate', 'wait --down-project tests'],
  async run(context, { downProject }, services) {
    const engine = await connect(context)
    const { name } = await findProject(context)
    const containers = await listContainers(engine, name, { services, oneOffs: true, stopped: false })
    if (containers.length === 0) throw new Failed(failure('nothing-to-wait-for', { project: name }))
    let last = 0
    await Promise.all(
      containers.map(async ({ id }) => {
        last = await engine.waitContainer(id, context.interrupts.signal)
        context.stdout.write(`container "${id}" exited with status code ${last}\n`)
      }),
    )
    if (downProject) {
      const { project, observed } = await openProject(context, [])
      const intent = { services: [], volumes: false, removeOrphans: true }
      await carryOut(context, engine, project, planDown(project, observed, intent))
    }
    return last
  },
})
