import { numberOf, serviceOf } from '../../model/container.ts'
import type { Fit } from '../../show/fit-table.ts'
import { formatTable } from '../../show/table.ts'
import { anyNumber, command } from '../command.ts'
import { connect } from '../steps/connect.ts'
import { listContainers } from '../steps/containers.ts'
import { fitOf } from '../steps/fit.ts'
import { findProjectName } from '../steps/project.ts'

const CELLS = { minWidth: 4, padding: 2 }

/** `top`: the processes in each running container. */
export const top = command({
  name: 'top',
  usage: '[SERVICES...]',
  summary: 'Show the running processes',
  arity: anyNumber,
  flags: {},
  examples: ['top', 'top api'],
  async run(context, _flags, services) {
    const [project, engine] = await Promise.all([findProjectName(context), connect(context)])
    const containers = await listContainers(engine, project, { services, oneOffs: true, stopped: false })
    containers.sort((a, b) => (a.name < b.name ? -1 : 1))
    const rows = (
      await Promise.all(
        containers.map(async (container) => {
          const { titles, processes } = await engine.top(container.id)
          const owner = { SERVICE: serviceOf(container), '#': `${numberOf(container) || ''}` }
          return processes.map((cells) => ({
            ...owner,
            ...Object.fromEntries(titles.map((title, i) => [title, cells[i] ?? ''])),
          }))
        }),
      )
    ).flat()
    if (rows.length > 0) context.stdout.write(processTable(rows, fitOf(context.stdout).fit))
    return 0
  },
})

type Row = Readonly<Record<string, string>>

/** Columns in the order in which they are met, the command last; engines may give each container others. */
function processTable(rows: readonly Row[], fit?: Fit): string {
  const titles = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((title) => title !== 'CMD')
  if (rows.some((row) => 'CMD' in row)) titles.push('CMD')
  return formatTable([titles, ...rows.map((row) => titles.map((title) => row[title] ?? '-'))], CELLS, fit)
}
