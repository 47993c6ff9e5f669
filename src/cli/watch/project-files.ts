import { dirname, join } from 'node:path'
import type { Loaded } from '../../model/loaded.ts'
import type { Project } from '../../model/project.ts'
import { isList, isMap, type Tree } from '../../model/tree.ts'

const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** Files that make a project what it is, absolute: those that were read, and those that would be if they were there. */
export function projectFiles(loaded: Loaded, project: Project): string[] {
  const read = loaded.sources.map(({ path }) => path)
  const [first] = loaded.files
  const beside = first && first !== '-' ? OVERRIDES.map((name) => join(dirname(first), name)) : []
  const all = [
    ...read,
    ...beside,
    join(loaded.directory, '.env'),
    ...variableFiles(loaded.tree.services),
    ...contents(project),
  ]
  return [...new Set(all)].filter((path) => path !== '-')
}

/** Files that are secrets and configs: what they say is part of what is wanted. */
function contents({ secrets, configs }: Project): string[] {
  return [...Object.values(secrets), ...Object.values(configs)].flatMap(({ file }) => file ?? [])
}

/** The `env_file` and `label_file` of all services. */
function variableFiles(services: Tree | undefined): string[] {
  if (!isMap(services)) return []
  return Object.values(services).flatMap((service) => {
    if (!isMap(service)) return []
    return [...paths(service.env_file), ...paths(service.label_file)]
  })
}

function paths(value: Tree | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (isList(value)) return value.flatMap((entry) => paths(entry))
  return isMap(value) ? paths(value.path) : []
}
