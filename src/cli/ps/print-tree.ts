import { projectFromLabels } from '../../resolve/from-labels.ts'
import { createStyle, wantsUnicode } from '../../show/ansi.ts'
import { describeContainerTree, withDependencies } from '../../show/ps-tree.ts'
import type { PsFlags } from '../commands/ps.ts'
import type { Context } from '../context.ts'
import { isColored } from '../steps/color.ts'
import { connect } from '../steps/connect.ts'
import { listContainers } from '../steps/containers.ts'
import { exclude } from '../steps/create-flags.ts'
import { fitOf } from '../steps/fit.ts'
import { findProject } from '../steps/project.ts'

/** `ps --tree`: all containers but those of `run`, below the services that need them. */
export async function printTree(context: Context, flags: PsFlags, named: readonly string[]): Promise<number> {
  checkFlags(flags)
  const [engine, { name, project }] = await Promise.all([connect(context), findProject(context, named)])
  const containers = await listContainers(engine, name, { services: [], oneOffs: false, stopped: true })
  const living = projectFromLabels(name, containers).services
  const declared = project?.services ?? withDependencies(living, named)
  // What only containers tell of is nobody's dependency that was named.
  const services = flags.orphans && named.length === 0 ? { ...living, ...declared } : declared
  const { stdout, environment } = context
  const style = createStyle(isColored(context, stdout))
  stdout.write(
    describeContainerTree(services, containers, {
      unicode: wantsUnicode(environment),
      style,
      ...fitOf(stdout).fit,
    }),
  )
  return 0
}

function checkFlags({ quiet, services, format, status, filter }: PsFlags): void {
  exclude(true, '--tree', quiet, '--quiet')
  exclude(true, '--tree', services, '--services')
  exclude(true, '--tree', format !== 'table', '--format')
  exclude(true, '--tree', status.length > 0, '--status')
  exclude(true, '--tree', filter !== undefined, '--filter')
}
