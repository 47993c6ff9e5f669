import { Failed, failure } from '../../model/failure.ts'
import { type DownIntent, planDown } from '../../plan/down.ts'
import { anyNumber, command } from '../command.ts'
import { bool, integer, maybe, text } from '../flag.ts'
import { carryOut } from '../steps/carry-out.ts'
import { orphansByEnvironment } from '../steps/environment-switch.ts'
import { openProject } from '../steps/open-project.ts'

const RMI = ['all', 'local']

/** `down`: stops and removes what `up` made. */
export const down = command({
  name: 'down',
  usage: '[SERVICE...]',
  summary: 'Stop and remove containers and networks',
  arity: anyNumber,
  flags: {
    removeOrphans: maybe('--remove-orphans', 'Containers of services that are no longer declared too'),
    rmi: text('--rmi', 'Images too: all, or local (those without a name of their own)', {
      value: 'WHICH',
      choices: RMI,
    }),
    timeout: integer('-t, --timeout', 'Seconds to stop in, before being killed', { value: 'SECONDS' }),
    volumes: bool('-v, --volumes', 'Volumes too, with all that is in them', { aliases: ['volume'] }),
  },
  examples: ['down', 'down --volumes --remove-orphans', 'down --rmi local'],
  async run(context, { removeOrphans, rmi, timeout, volumes }, services) {
    const images = readImages(rmi)
    const { engine, project, observed } = await openProject(context, services, { changing: 'down' })
    const plan = planDown(project, observed, {
      services,
      volumes,
      removeOrphans: removeOrphans ?? orphansByEnvironment(context.environment),
      ...images,
      ...(timeout !== undefined && { timeout }),
    })
    await carryOut(context, engine, project, plan)
    return 0
  },
})

function readImages(value: string | undefined): Pick<DownIntent, 'rmi'> {
  if (!value) return {}
  if (value === 'local' || value === 'all') return { rmi: value }
  throw new Failed(failure('flag-value-invalid', { flag: '--rmi', value, allowed: RMI }))
}
