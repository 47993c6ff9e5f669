import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { projectFromLabels } from '../../resolve/from-labels.ts'
import type { Context } from '../context.ts'
import { connect } from './connect.ts'
import { lock } from './lock.ts'
import { findProject } from './project.ts'

/** A project and what the engine has of it. */
export interface OpenProject {
  readonly engine: Engine
  readonly project: Project
  readonly observed: Observed
  /** Whether nothing but the name is known of it, and its containers. */
  readonly isNamed: boolean
}

/**
 * Finds the project, by its files or by its name alone, and looks at what there is of it. `whole` keeps
 * services that are neither named nor depended on; with `changing`, the name of a command, nobody else changes
 * it until this process ends.
 */
export async function openProject(
  context: Context,
  services: readonly string[],
  { scope = 'selected', changing }: { scope?: 'selected' | 'whole'; changing?: string } = {},
): Promise<OpenProject> {
  const selected = scope === 'selected' ? services : []
  const [engine, found] = await Promise.all([connect(context), findProject(context, selected)])
  if (changing) await lock(context, engine, found.name, changing)
  const observed = await observeProject(engine, found.name)
  // Of a project known by its containers alone nobody can say what else it may have.
  const project = found.project
    ? enable(found.project, services)
    : projectFromLabels(found.name, observed.containers)
  return { engine, project, observed, isNamed: found.project === undefined }
}

/** The project with the services named enabled, whatever their profiles; fails on those there are not. */
function enable(project: Project, names: readonly string[]): Project {
  const all = { ...project.disabled, ...project.services }
  const missing = names.filter((name) => !(name in all))
  if (missing.length > 0) {
    const known = Object.keys(all)
    throw new Failed(missing.map((service) => failure('no-such-service', { service, known })))
  }
  const added = Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])))
  const disabled = Object.fromEntries(Object.entries(project.disabled).filter(([name]) => !(name in added)))
  return { ...project, services: { ...project.services, ...added }, disabled }
}
