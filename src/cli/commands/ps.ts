import { Failed, failure } from '../../model/failure.ts'
import { createStyle } from '../../show/ansi.ts'
import {
  describeContainerIds,
  describeContainerServices,
  describeContainers,
  statusPaint,
} from '../../show/ps.ts'
import { anyNumber, command } from '../command.ts'
import { bool, type FlagValues, list, text, textOr } from '../flag.ts'
import { LIST_FORMATS } from '../list-format.ts'
import { isColored } from '../steps/color.ts'
import { connect } from '../steps/connect.ts'
import { listContainers } from '../steps/containers.ts'
import { fitOf } from '../steps/fit.ts'
import { findProject } from '../steps/project.ts'

/** The states that an engine knows. */
const STATUSES = ['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited']

const psFlags = {
  all: bool('-a, --all', 'Stopped ones too, and those of run'),
  filter: text('--filter', 'Only containers with status=STATUS', { value: 'FILTER' }),
  format: textOr('--format', 'table', 'table, json, or a Go template', {
    value: 'FORMAT',
    choices: LIST_FORMATS,
  }),
  noTrunc: bool('--no-trunc', 'Nothing is cut off'),
  orphans: bool('--orphans', 'Containers of services that are not declared too', { default: true }),
  quiet: bool('-q, --quiet', 'Only ids'),
  services: bool('--services', 'Only names of services'),
  status: list('--status', 'Only containers in this state', { value: 'STATUS', choices: STATUSES }),
  tree: bool('--tree', 'Services above what they depend on, with the state of each container'),
} as const

export type PsFlags = FlagValues<typeof psFlags>

/** `ps`: the project's containers. */
export const ps = command({
  name: 'ps',
  usage: '[SERVICE...]',
  summary: 'List containers',
  arity: anyNumber,
  flags: psFlags,
  examples: ['ps', 'ps --all --format json', 'ps --status running --services', 'ps --tree'],
  async run(context, flags, named) {
    if (flags.tree) {
      const { printTree } = await import('../ps/print-tree.ts')
      return printTree(context, flags, named)
    }
    const states = [...flags.status, ...readFilter(flags.filter)]
    const [engine, { name, project }] = await Promise.all([connect(context), findProject(context, named)])
    const declared = project && !flags.orphans ? Object.keys(project.services) : []
    const all = flags.all || states.length > 0
    const containers = await listContainers(engine, name, {
      services: named.length > 0 ? named : declared,
      oneOffs: all,
      stopped: all,
    })
    const shown = containers.filter(({ state }) => states.length === 0 || states.includes(state))
    const { stdout } = context
    if (flags.quiet) stdout.write(describeContainerIds(shown))
    else if (flags.services) stdout.write(describeContainerServices(shown))
    else {
      const { fit } = fitOf(stdout)
      const paint = statusPaint(shown, createStyle(isColored(context, stdout)))
      const options = { format: flags.format, truncate: !flags.noTrunc, now: context.now() }
      stdout.write(describeContainers(shown, fit ? { ...options, fit: { ...fit, paint } } : options))
    }
    return 0
  },
})

function readFilter(filter: string | undefined): string[] {
  if (!filter) return []
  const [key, ...value] = filter.split('=')
  if (key === 'status' && value.length > 0) return [value.join('=')]
  throw new Failed(
    failure('flag-value-invalid', { flag: '--filter', value: filter, allowed: ['status=STATUS'] }),
  )
}
