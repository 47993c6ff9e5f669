import type { Failure } from '../model/failure.ts'
import type { Loaded } from '../model/loaded.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import type { TreeMap } from '../model/tree.ts'
import { checkProject, checkServices } from './check/check-project.ts'
import { checkContainerNames } from './check/container-names.ts'
import { checkContext } from './check/context.ts'
import { checkEngineValues } from './check/engine-values.ts'
import { checkPublishedPorts } from './check/published-ports.ts'
import { Findings } from './findings.ts'
import { normalize } from './normalize/normalize.ts'
import { pruneUnused } from './prune.ts'
import { readProject } from './read-project.ts'
import { applyProfiles, checkProfiles, selectServices } from './select.ts'
import type { ReadVariables } from './variables.ts'
import { resolveEnvironment, resolveLabels } from './variables.ts'

export interface ResolveOptions {
  /** Services named; none is all that profiles enable. */
  readonly services: readonly string[]
  /** Reads env and label files. */
  readonly readVariables: ReadVariables
  /** False: `config --no-normalize`. */
  readonly normalize: boolean
  /** False: `config --no-consistency`. */
  readonly consistency: boolean
  /** False: nothing is to be created. Env files are left in `env_file`, container names may be shared. */
  readonly resolveEnvironment: boolean
  /** False: `config`. Docker Compose has the paths in what containers are hashed by, and prints them nowhere. */
  readonly keepLabelFiles: boolean
  /** `--all-resources`: keep what no service uses. */
  readonly allResources: boolean
  /** Services that publish the same port of the host cannot run at once; `warn`: nothing is to be started. */
  readonly ports: 'refuse' | 'warn'
}

/** Options of every command but `config`. */
export const RESOLVE_ALL = {
  services: [],
  normalize: true,
  consistency: true,
  resolveEnvironment: true,
  keepLabelFiles: true,
  allResources: false,
  ports: 'refuse',
} as const satisfies Omit<ResolveOptions, 'readVariables'>

/**
 * Makes the canonical project of a loaded tree: normalised, checked, restricted to the services that are
 * asked for, with the variables of env files. Throws all that is wrong at once.
 */
export async function resolveProject(
  loaded: Loaded,
  options: ResolveOptions,
): Promise<{ project: Project; warnings: readonly Failure[] }> {
  const tree = resolveModel(loaded, options)
  const findings = new Findings(tree)
  const project = await resolveTree(loaded, tree, options, findings)
  findings.throwIfFailed()
  return { project: options.allResources ? project : pruneUnused(project), warnings: findings.warnings }
}

/** Goes through all stages whatever is wrong, so that all of it is among the findings. */
export async function resolveTree(
  loaded: Loaded,
  tree: TreeMap,
  options: ResolveOptions,
  findings: Findings,
): Promise<Project> {
  const all = readProject(loaded, tree, findings)
  checkProfiles(all.services, loaded.profiles, findings)
  const enabled = { ...all, ...applyProfiles(all.services, loaded.profiles) }
  return withVariables(select(enabled, options, findings), options, findings)
}

/** Checks what is enabled and what is selected; naming a service may enable more than profiles do. */
function select(enabled: Project, options: ResolveOptions, findings: Findings): Project {
  if (!options.consistency) return selectServices(enabled, options.services, findings)
  checkProject(enabled, findings)
  const selected = selectServices(withReplicas(enabled), options.services, findings)
  const added = Object.values(selected.services).filter(({ name }) => !Object.hasOwn(enabled.services, name))
  checkServices(added, selected, findings)
  if (options.resolveEnvironment) checkCreatable(selected, options, findings)
  return selected
}

/** What an engine would refuse when containers are created and started. Others of them may be there already. */
function checkCreatable(selected: Project, { ports }: ResolveOptions, findings: Findings): void {
  checkContainerNames(selected, findings)
  checkPublishedPorts(selected, ports, findings)
  for (const service of Object.values(selected.services))
    checkEngineValues(checkContext(service, selected, findings))
}

/** The loaded tree as it is, or normalised. What `config --no-interpolate` shows. */
export function resolveModel(loaded: Loaded, options: Pick<ResolveOptions, 'normalize'>): TreeMap {
  return options.normalize ? normalize(loaded.tree, loaded.name, loaded.environment) : loaded.tree
}

/** `scale` is the number of replicas: a `deploy` that has none gets it, as Compose's consistency check does. */
function withReplicas(project: Project): Project {
  const services: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(project.services)) {
    const { scale, deploy } = service
    services[name] =
      scale !== undefined && deploy ? { ...service, deploy: { ...deploy, replicas: scale } } : service
  }
  return { ...project, services }
}

async function withVariables(
  project: Project,
  options: ResolveOptions,
  findings: Findings,
): Promise<Project> {
  const labelled = await resolveLabels(project, options.readVariables, findings, options.keepLabelFiles)
  if (!options.resolveEnvironment) return labelled
  return resolveEnvironment(labelled, options.readVariables, findings)
}
