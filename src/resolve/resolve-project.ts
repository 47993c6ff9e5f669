import type { Failure } from '../model/failure.ts'
import type { Loaded } from '../model/loaded.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import type { TreeMap } from '../model/tree.ts'
import { checkProject, checkServices } from './check/check-project.ts'
import { checkContainerNames } from './check/container-names.ts'
import { checkContext } from './check/context.ts'
import { checkReferences } from './check/references.ts'
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
}

/** Options of every command but `config`. */
export const RESOLVE_ALL = {
  services: [],
  normalize: true,
  consistency: true,
  resolveEnvironment: true,
  keepLabelFiles: true,
  allResources: false,
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
  const all = readProject(loaded, tree, findings)
  findings.throwIfFailed()
  checkProfiles(all.services, loaded.profiles, findings)
  const enabled = { ...all, ...applyProfiles(all.services, loaded.profiles) }
  const selected = select(enabled, options, findings)
  findings.throwIfFailed()
  const project = await withVariables(selected, options, findings)
  findings.throwIfFailed()
  return { project: options.allResources ? project : pruneUnused(project), warnings: findings.warnings }
}

/**
 * What is wrong in what a loader left of a model that has wrong values: further values, and names of what is not
 * there. Nothing else is looked at, for what was taken out may be missed.
 */
export function findFurther(rest: Loaded): readonly Failure[] {
  const tree = normalize(rest.tree, rest.name, rest.environment)
  const findings = new Findings(tree)
  const all = readProject(rest, tree, findings)
  const project = { ...all, ...applyProfiles(all.services, rest.profiles) }
  for (const service of Object.values(project.services))
    checkReferences(checkContext(service, project, findings))
  return findings.failures
}

/** Checks what is enabled and what is selected; naming a service may enable more than profiles do. */
function select(enabled: Project, options: ResolveOptions, findings: Findings): Project {
  if (!options.consistency) return selectServices(enabled, options.services, findings)
  checkProject(enabled, findings)
  const selected = selectServices(withReplicas(enabled), options.services, findings)
  const added = Object.values(selected.services).filter(({ name }) => !Object.hasOwn(enabled.services, name))
  checkServices(added, selected, findings)
  if (options.resolveEnvironment) checkContainerNames(selected, findings)
  return selected
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
