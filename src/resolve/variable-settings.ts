import { readText } from '../attributes/values/text.ts'
import type { Loaded } from '../model/loaded.ts'
import type { Place } from '../model/place.ts'
import type { Project } from '../model/project.ts'
import type { Tree, TreeMap } from '../model/tree.ts'
import { findOrigin, isList, isMap } from '../model/tree.ts'
import type { Setting } from './explain.ts'
import type { ReadVariables, Variable } from './variables.ts'

/** Keys of a service whose entries may come from files, and the key that names the files. */
const FILES = {
  environment: { key: 'env_file', kind: 'env', via: 'env_file' },
  labels: { key: 'label_file', kind: 'label', via: 'label_file' },
} as const

/** The lines of env and label files that give a variable or label of a service; the last file first. */
export async function settingsInFiles(
  loaded: Loaded,
  project: Project,
  path: readonly string[],
  read: ReadVariables,
): Promise<Setting[]> {
  const [section, service = '', key = '', name] = path
  if (section !== 'services' || name === undefined || !Object.hasOwn(FILES, key)) return []
  const { key: fileKey, kind, via } = FILES[key as keyof typeof FILES]
  const variables = new Map<string, Variable>()
  const settings: Setting[] = []
  const own = project.services[service]?.environment ?? {}
  for (const [index, file] of filesOf(loaded.tree, service, fileKey).entries()) {
    const known = variables.get(name)
    const lookup = (variable: string) =>
      kind === 'env' ? (loaded.environment.get(variable) ?? own[variable] ?? undefined) : undefined
    await read({ ...file, kind, lookup }, variables)
    const variable = variables.get(name)
    if (!variable?.at || variable === known) continue
    const link = placeOf(loaded.tree, ['services', service, fileKey, index])
    settings.unshift({ value: variable.value, at: variable.at, via: link ? [{ kind: via, at: link }] : [] })
  }
  return settings
}

function filesOf(tree: TreeMap, service: string, key: string): { path: string; raw: boolean }[] {
  const services = isMap(tree.services) ? tree.services : {}
  const value: Tree = services[service] ?? null
  const files = isMap(value) ? value[key] : undefined
  if (!isList(files)) return []
  return files.map((file) =>
    isMap(file)
      ? { path: readText(file.path), raw: file.format === 'raw' }
      : { path: readText(file), raw: false },
  )
}

function placeOf(tree: TreeMap, path: readonly (string | number)[]): Place | undefined {
  return findOrigin(tree, path)?.at
}
