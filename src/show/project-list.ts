import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Fit } from './fit-table.ts'
import { goJson } from './go-json.ts'
import { COMPOSE_CELLS, formatTable } from './table.ts'

/** A project as `ls` lists it. */
export interface ListedProject {
  readonly Name: string
  readonly Status: string
  readonly ConfigFiles: string
}

/** Projects as a table or, `json`, as an array. */
export function describeProjectList(
  projects: readonly ListedProject[],
  format: 'table' | 'json',
  fit?: Fit,
): string {
  if (format === 'json') return `${goJson(projects)}\n`
  const rows = projects.map(({ Name, Status, ConfigFiles }) => [Name, Status, ConfigFiles])
  return formatTable([['NAME', 'STATUS', 'CONFIG FILES'], ...rows], COMPOSE_CELLS, fit)
}

/** Puts containers together by project, sorted by name. */
export function listProjects(containers: readonly ObservedContainer[]): ListedProject[] {
  const names = [...new Set(containers.map((one) => one.labels[labels.project] ?? ''))].sort()
  return names.map((name) => {
    const own = containers.filter((one) => one.labels[labels.project] === name)
    return { Name: name, Status: describeStates(own), ConfigFiles: describeFiles(own) }
  })
}

/** `exited(1), running(2)`. */
function describeStates(containers: readonly ObservedContainer[]): string {
  const states = containers.map(({ state }) => state)
  return [...new Set(states)]
    .sort()
    .map((state) => `${state}(${states.filter((one) => one === state).length})`)
    .join(', ')
}

function describeFiles(containers: readonly ObservedContainer[]): string {
  const lists = containers.map((one) => one.labels[labels.configFiles])
  if (lists.includes(undefined)) return 'N/A'
  return [...new Set(lists.flatMap((files) => files?.split(',') ?? []))].join(',')
}
