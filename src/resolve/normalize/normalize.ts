import { cleanPath } from '../../attributes/values/path.ts'
import type { Tree, TreeMap } from '../../model/tree.ts'
import { isList, isMap, originOf, setOrigin, treeMap } from '../../model/tree.ts'
import { addImplicitDependencies } from './dependencies.ts'
import { fillFromEnvironment } from './environment.ts'

/** What Compose writes into a model that its files leave out; the tree given stays as it is. */
export function normalize(tree: TreeMap, name: string, environment: ReadonlyMap<string, string>): TreeMap {
  const result: TreeMap = { ...tree, name }
  if (isMap(tree.services))
    result.services = mapEntries(tree.services, (service) => normalizeService(service, environment))
  addDefaultNetwork(result)
  for (const section of NAMED_SECTIONS) {
    const elements = result[section]
    if (isMap(elements)) result[section] = mapEntries(elements, (element, key) => named(element, key, name))
  }
  return result
}

const NAMED_SECTIONS = ['networks', 'volumes', 'configs', 'secrets'] as const

/** A copy with other values at the same places. */
function mapEntries(map: TreeMap, change: (value: Tree, key: string) => Tree): TreeMap {
  const result: TreeMap = { ...map }
  for (const key of Object.keys(map)) result[key] = change(map[key] ?? null, key)
  return result
}

function normalizeService(value: Tree, environment: ReadonlyMap<string, string>): Tree {
  if (!isMap(value)) return value
  const service: TreeMap = { ...value }
  if (service.pull_policy === 'if_not_present') service.pull_policy = 'missing'
  if (isMap(service.build)) service.build = normalizeBuild(service.build, environment)
  if (service.environment !== undefined) {
    service.environment = fillFromEnvironment(service.environment, environment, true)
  }
  if (isList(service.volumes)) service.volumes = cleanTargets(service.volumes)
  addImplicitDependencies(service)
  joinDefaultNetwork(service)
  return service
}

function normalizeBuild(value: TreeMap, environment: ReadonlyMap<string, string>): TreeMap {
  const build: TreeMap = { ...value }
  build.context ??= '.'
  if (isNothing(build.dockerfile) && isNothing(build.dockerfile_inline)) build.dockerfile = 'Dockerfile'
  if (build.args !== undefined) build.args = fillFromEnvironment(build.args, environment, false)
  return build
}

function isNothing(value: Tree | undefined): boolean {
  return value === undefined || value === null
}

function cleanTargets(volumes: readonly Tree[]): Tree {
  const result = volumes.map((mount) =>
    isMap(mount) && typeof mount.target === 'string' ? { ...mount, target: cleanPath(mount.target) } : mount,
  )
  volumes.forEach((_, index) => {
    setOrigin(result, index, originOf(volumes as Tree[], index))
  })
  return result
}

/** A service that names no network is in the default one, unless it has no network of its own. */
function joinDefaultNetwork(service: TreeMap): void {
  if ('provider' in service || 'network_mode' in service) return
  const networks = service.networks
  if (networks !== undefined && !(isMap(networks) && Object.keys(networks).length === 0)) return
  service.networks = Object.assign(treeMap(), { default: null })
}

function addDefaultNetwork(model: TreeMap): void {
  const used = Object.values(isMap(model.services) ? model.services : {}).some(usesDefaultNetwork)
  const networks = isMap(model.networks) ? model.networks : treeMap()
  if (used && !('default' in networks)) model.networks = { ...networks, default: null }
}

function usesDefaultNetwork(service: Tree): boolean {
  if (!isMap(service) || 'provider' in service || 'network_mode' in service) return false
  return isMap(service.networks) && 'default' in service.networks
}

/** An element without a name gets that of the project before its key, or its bare key when it is external. */
function named(value: Tree, key: string, project: string): Tree {
  const element: TreeMap = isMap(value) ? { ...value } : treeMap()
  element.name ??= isTrue(element.external) ? key : `${project}_${key}`
  return element
}

function isTrue(value: Tree | undefined): boolean {
  return value === true || value === 1 || /^(?:1|t|T|TRUE|true|True)$/.test(String(value))
}
