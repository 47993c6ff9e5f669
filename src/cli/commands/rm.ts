import { planRemoveVerb } from '../../plan/verbs.ts'
import { anyNumber, command } from '../command.ts'
import { bool } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { confirm } from '../steps/confirm.ts'
import { note } from '../steps/note.ts'
import { openProject } from '../steps/open-project.ts'

/** `rm`: removes stopped containers. */
export const rm = command({
  name: 'rm',
  usage: '[SERVICE...]',
  summary: 'Remove stopped containers',
  arity: anyNumber,
  flags: {
    all: bool('-a, --all', 'Has no effect', { hidden: true }),
    force: bool('-f, --force', 'Do not ask'),
    stop: bool('-s, --stop', 'Stop them first if they run'),
    volumes: bool('-v, --volumes', 'Their anonymous volumes too'),
  },
  examples: ['rm', 'rm --stop --force worker'],
  async run(context, { force, stop, volumes }, services) {
    const { engine, project, observed } = await openProject(context, services, { changing: 'rm' })
    const plan = planRemoveVerb(project, observed, { services, stop, volumes })
    const removed = new Set(
      plan.nodes.flatMap(({ operation }) => (operation.kind === 'remove-container' ? operation.name : [])),
    )
    // In the engine's order, as Docker Compose names them.
    const names = observed.containers.flatMap(({ name }) => (removed.has(name) ? name : []))
    if (names.length === 0) {
      await note(context, 'no-stopped-containers', { project: project.name })
      return 0
    }
    const message = `Going to remove ${names.join(', ')}`
    if (force) context.stdout.write(`${message}\n`)
    else if (!(await confirm(context, message))) return 0
    await carryOut(context, engine, project, plan)
    return 0
  },
})
