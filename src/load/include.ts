import { dirname, join, resolve } from 'node:path'
import { failure } from '../model/failure.ts'
import type { Place } from '../model/place.ts'
import type { Tree, TreeList, TreeMap } from '../model/tree.ts'
import { isList, isMap, originOf } from '../model/tree.ts'
import { readEnvFiles } from './env/read-env-files.ts'
import { importResources } from './import-resources.ts'
import type { Layer, LayerFiles } from './layer.ts'
import type { Path } from './parse/documents.ts'
import { isRemote } from './remote.ts'
import { MOST_INCLUDES } from './session.ts'
import { isDirectory, statOf } from './stat.ts'
import type { Entry as TreeEntry } from './take-entry.ts'

/** One `include` entry, long form. */
interface Entry {
  readonly files: readonly Named[]
  readonly envFiles: readonly Named[]
  readonly directory: Named | undefined
  readonly at: Place | undefined
}

interface Named {
  readonly path: string
  readonly at?: Place | undefined
}

/** Loads files as a layer of their own. */
type LoadFiles = (files: LayerFiles) => Promise<TreeMap>

/**
 * Puts what a document's `include` names under the document's own services, networks and so on. False when
 * it names nothing.
 */
export async function applyIncludes(
  { value: include, origin }: TreeEntry,
  tree: TreeMap,
  resets: readonly Path[],
  file: string,
  layer: Layer,
  loadFiles: LoadFiles,
): Promise<boolean> {
  if (include === undefined || include === null) return false
  if (!isList(include)) {
    layer.report.add(failure('include-invalid', { path: ['include'] }, { at: origin?.at }))
    return false
  }
  for (const index of include.keys()) {
    const entry = readEntry(include, index)
    const imported = entry ? await loadEntry(entry, file, layer, loadFiles) : undefined
    if (imported) importResources(imported, tree, resets, entry?.at, layer)
    if (entry) continue
    const at = originOf(include, index)?.at
    layer.report.add(failure('include-invalid', { path: ['include', index] }, { at }))
  }
  return true
}

async function loadEntry(
  entry: Entry,
  file: string,
  layer: Layer,
  loadFiles: LoadFiles,
): Promise<TreeMap | undefined> {
  const { session } = layer
  const files = entry.files.map(({ path, at }) => ({ path: absolute(layer.directory, path), at }))
  const main = files[0]?.path
  if (main === undefined || isRemote(main)) {
    for (const { path, at } of files) await session.open(path, 'include', at)
    return undefined
  }
  const chain = [...layer.including, file]
  if (chain.includes(main)) {
    layer.report.add(failure('include-cycle', { chain: [...chain, main] }, { at: entry.at }))
    return undefined
  }
  const count = session.countInclude()
  if (count === 'first-too-many') {
    layer.report.add(failure('include-too-many', { limit: MOST_INCLUDES }, { at: entry.at }))
  }
  if (count !== 'fine') return undefined
  const directory = projectDirectory(entry, main, layer)
  const environment = layer.environment.clone()
  const envFiles = envFilesOf(entry, directory, layer)
  environment.addMissing(await readEnvFiles(envFiles, layer.environment, session.sources, session.report))
  return await loadFiles({
    files,
    kind: 'include',
    directory,
    environment,
    parent: layer,
    via: entry.at && { kind: 'include', at: entry.at, ...(layer.via && { next: layer.via }) },
    including: chain,
  })
}

function projectDirectory({ directory }: Entry, main: string, layer: Layer): string {
  if (!directory) return dirname(main)
  const path = resolve(layer.directory, directory.path)
  return isDirectory(path) ? path : dirname(path)
}

function envFilesOf({ envFiles }: Entry, directory: string, layer: Layer): Named[] {
  if (envFiles.length > 0) {
    return envFiles.map(({ path, at }) => ({ path: resolve(layer.directory, path), at }))
  }
  const path = join(directory, '.env')
  const stats = statOf(path)
  return stats && stats !== 'error' && !stats.isDirectory() ? [{ path }] : []
}

function readEntry(include: TreeList, index: number): Entry | undefined {
  const value = include[index] as Tree
  const at = originOf(include, index)?.at
  if (typeof value === 'string') {
    return { files: [{ path: value, at }], envFiles: [], directory: undefined, at }
  }
  if (!isMap(value)) return undefined
  const files = named(value, 'path')
  const envFiles = named(value, 'env_file')
  const [directory] = named(value, 'project_directory') ?? []
  return files && envFiles && { files, envFiles, directory: directory?.path ? directory : undefined, at }
}

/** A text or a list of texts, with their places; nothing for what is neither. */
function named(entry: TreeMap, key: string): Named[] | undefined {
  const value = entry[key]
  if (value === undefined || value === null) return []
  if (typeof value === 'string') return [{ path: value, at: originOf(entry, key)?.at }]
  if (!isList(value)) return undefined
  const result: Named[] = []
  for (const [index, path] of value.entries()) {
    if (typeof path !== 'string') return undefined
    result.push({ path, at: originOf(value, index)?.at })
  }
  return result
}

function absolute(directory: string, path: string): string {
  return isRemote(path) ? path : resolve(directory, path)
}
