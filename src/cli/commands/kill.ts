import { planKillVerb } from '../../plan/verbs.ts'
import { projectFromLabels } from '../../resolve/from-labels.ts'
import { anyNumber, command } from '../command.ts'
import { maybe, textOr } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { orphansByEnvironment } from '../steps/environment-switch.ts'
import { note } from '../steps/note.ts'
import { openProject } from '../steps/open-project.ts'

/** Those that people send. */
const SIGNALS = ['HUP', 'INT', 'QUIT', 'KILL', 'USR1', 'USR2', 'TERM', 'CONT', 'STOP', 'WINCH'].map(
  (name) => `SIG${name}`,
)

/** `kill`: sends a signal to containers. */
export const kill = command({
  name: 'kill',
  usage: '[SERVICE...]',
  summary: 'Stop services at once, or send them a signal',
  arity: anyNumber,
  flags: {
    removeOrphans: maybe('--remove-orphans', 'Containers of services that are no longer declared too'),
    signal: textOr('-s, --signal', 'SIGKILL', 'Signal to send', { choices: SIGNALS }),
  },
  examples: ['kill', 'kill --signal SIGHUP web'],
  async run(context, { removeOrphans, signal }, services) {
    const { engine, project, observed } = await openProject(context, services)
    const withOrphans = removeOrphans ?? orphansByEnvironment(context.environment)
    const known = withOrphans ? projectFromLabels(project.name, observed.containers).services : {}
    const wanted = { ...project, services: { ...known, ...project.services } }
    const plan = planKillVerb(wanted, observed, { services, signal, oneOffs: true })
    if (plan.nodes.length === 0) await note(context, 'nothing-to-kill', { project: project.name })
    else await carryOut(context, engine, project, plan)
    return 0
  },
})
