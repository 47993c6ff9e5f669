import { addAbortSignal } from 'node:stream'
import { ATTRIBUTES } from '../../attributes/all.ts'
import { ELEMENTS } from '../../elements/all.ts'
import { LARGEST } from '../../files/read-file.ts'
import { readVariables } from '../../load/env/read-variables.ts'
import { loadProject } from '../../load/load.ts'
import { Failed } from '../../model/failure.ts'
import type { Loaded, LoadOptions } from '../../model/loaded.ts'
import type { Project } from '../../model/project.ts'
import { findFurther } from '../../resolve/find-further.ts'
import { RESOLVE_ALL, type ResolveOptions, resolveProject } from '../../resolve/resolve-project.ts'
import { withoutDependencies } from '../../resolve/without-dependencies.ts'
import type { Context } from '../context.ts'
import { report } from '../report.ts'
import { checkWorkingDirectory } from '../working-directory.ts'

/** Which services of a project a command is about, and how it is read. */
export interface Selection extends Partial<Omit<ResolveOptions, 'readVariables'>> {
  /** Whether the services named bring those they depend on; `include` when absent. */
  readonly dependencies?: 'include' | 'ignore'
}

/** Reads the project's files; warnings are reported. */
export async function load(
  context: Context,
  options: Partial<Pick<LoadOptions, 'interpolate' | 'resolvePaths'>> = {},
): Promise<Loaded> {
  const { globals, cwd, processEnvironment } = context
  const directory = globals.projectDirectory || globals.workdir
  if (!directory && globals.file.length === 0) checkWorkingDirectory(cwd)
  const loaded = await loadProject(
    {
      cwd,
      files: globals.file,
      envFiles: globals.envFile,
      profiles: globals.profile,
      environment: processEnvironment,
      readStdin: () => readStdin(context),
      signal: context.interrupts.signal,
      interpolate: true,
      resolvePaths: true,
      ...options,
      ...(directory && { projectDirectory: directory }),
      ...(globals.projectName && { projectName: globals.projectName }),
    },
    { attributes: ATTRIBUTES, elements: ELEMENTS },
    (rest, told) => findFurther(rest, told, readVariables),
  )
  await report(loaded.warnings, context)
  return loaded
}

async function readStdin({ interrupts, stdin }: Context): Promise<Buffer> {
  const { readStream } = await import('../../files/read-handed-over.ts')
  return readStream(addAbortSignal(interrupts.signal, stdin), '-', LARGEST.text)
}

/** Makes the canonical project of what was loaded; warnings are reported. */
export async function resolve(context: Context, loaded: Loaded, selection: Selection = {}): Promise<Project> {
  const { dependencies = 'include', ...options } = selection
  const { project, warnings } = await resolveProject(loaded, {
    ...RESOLVE_ALL,
    allResources: context.globals.allResources,
    readVariables,
    ...options,
  })
  await report(warnings, context)
  return dependencies === 'ignore' ? withoutDependencies(project, options.services ?? []) : project
}

/** The project that the files describe. */
export async function loadDesired(context: Context, selection: Selection = {}): Promise<Project> {
  return resolve(context, await load(context), selection)
}

/** A project's name, and the project if it was read from files. */
export interface FoundProject {
  readonly name: string
  readonly project?: Project
}

/**
 * The project by its files, or, when only a name is given (`-p`), by that name. COMPOSE_PROJECT_NAME
 * serves where there are no files.
 */
export async function findProject(context: Context, services: readonly string[] = []): Promise<FoundProject> {
  const { globals, environment } = context
  if (globals.projectName && globals.file.length === 0) return { name: globals.projectName.toLowerCase() }
  try {
    const project = await loadDesired(context, { services, resolveEnvironment: false })
    return { name: project.name, project }
  } catch (error) {
    const name = environment.COMPOSE_PROJECT_NAME
    if (name && error instanceof Failed) return { name: name.toLowerCase() }
    throw error
  }
}

/** The project's name alone; files are read only if nothing else tells it. */
export async function findProjectName(context: Context): Promise<string> {
  const { globals, environment } = context
  const given = globals.projectName || environment.COMPOSE_PROJECT_NAME
  return given ? given.toLowerCase() : (await load(context)).name
}
