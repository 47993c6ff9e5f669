import { readFile } from 'node:fs/promises'
import { seccompProfiles } from '../../attributes/security.ts'
import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import type { Desired } from '../../plan/desired.ts'
import type { Context } from '../context.ts'
import { connect } from './connect.ts'
import { hashing } from './hashing.ts'
import { lock } from './lock.ts'
import { loadDesired, type Selection } from './project.ts'

const NO_LOCK = { release: () => {} }

/** What is wanted and what is there. */
export interface Situation {
  readonly engine: Engine
  readonly desired: Desired
  readonly observed: Observed
  /** Lets others change the project before this process ends. */
  release(): void
}

/**
 * Loads the project, finds the engine and looks at what it has of the project. With `changing`, the name of a
 * command, nobody else changes it meanwhile.
 */
export async function openSituation(
  context: Context,
  selection: Selection,
  changing?: string,
): Promise<Situation> {
  const [engine, project] = await Promise.all([connect(context), loadDesired(context, selection)])
  const { release } = changing ? await lock(context, engine, project.name, changing) : NO_LOCK
  const [observed, { apiVersion }, profiles] = await Promise.all([
    observeProject(engine, project.name),
    engine.version(),
    readSeccompProfiles(project),
  ])
  const [major = 1, minor = 0] = apiVersion.split('.').map(Number)
  const desired: Desired = { project, hashing, api: [major, minor], readFile: (path) => profiles.get(path) }
  return { engine, desired, observed, release }
}

/** Texts of the seccomp profiles that services name, by path; one that cannot be read is left out. */
async function readSeccompProfiles(project: Project): Promise<ReadonlyMap<string, string>> {
  const paths = Object.values(project.services).flatMap((service) => seccompProfiles(service, project))
  const texts = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      try {
        return [[path, await readFile(path, 'utf8')] as const]
      } catch {
        return []
      }
    }),
  )
  return new Map(texts.flat())
}
