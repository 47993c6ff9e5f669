import { Failed, failure } from '../../model/failure.ts'
import { labels } from '../../model/labels.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import { describeProjectList, listProjects } from '../../show/project-list.ts'
import { quote } from '../../show/quote.ts'
import { command } from '../command.ts'
import { bool, list, textOr } from '../flag.ts'
import { LIST_FORMATS, readListFormat } from '../list-format.ts'
import { connect } from '../steps/connect.ts'
import { fitOf } from '../steps/fit.ts'

/** `ls`: the projects that have containers on this engine. */
export const ls = command({
  name: 'ls',
  usage: '',
  summary: 'List projects',
  arity: { min: 0, max: 0 },
  flags: {
    all: bool('-a, --all', 'Stopped projects too'),
    filter: list('--filter', 'Only projects with name=TEXT', { value: 'FILTER' }),
    format: textOr('--format', 'table', 'table or json', { choices: LIST_FORMATS }),
    quiet: bool('-q, --quiet', 'Only names'),
  },
  examples: ['ls', 'ls --all --format json', 'ls --filter name=shop'],
  async run(context, { all, filter, format, quiet }) {
    const names = filter.map(readNameFilter)
    const engine = await connect(context)
    const containers = await engine.listContainers([labels.project, labels.configHash])
    const projects = listProjects(containers.filter((one) => all || isUp(one))).filter(
      ({ Name }) => names.length === 0 || names.some((pattern) => matches(Name, pattern)),
    )
    context.stdout.write(
      quiet
        ? projects.map(({ Name }) => `${quote(Name)}\n`).join('')
        : describeProjectList(projects, readListFormat(format), fitOf(context.stdout).fit),
    )
    return 0
  },
})

function isUp({ state }: ObservedContainer): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

function readNameFilter(filter: string): string {
  const [key, value] = filter.split('=', 2)
  if (key?.trim().toLowerCase() === 'name' && value !== undefined) return value.trim()
  throw new Failed(failure('flag-value-invalid', { flag: '--filter', value: filter, allowed: ['name=TEXT'] }))
}

/** As the docker client matches names: anywhere in them, or as a regular expression. */
function matches(name: string, pattern: string): boolean {
  if (name === pattern) return true
  try {
    return new RegExp(pattern).test(name)
  } catch {
    return name.includes(pattern)
  }
}
