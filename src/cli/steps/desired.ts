import { digestText } from '../../attributes/file-digests.ts'
import { usedFiles } from '../../attributes/secrets-and-configs.ts'
import { seccompProfiles } from '../../attributes/security.ts'
import type { Engine } from '../../engine/engine.ts'
import { observeProject } from '../../engine/observe.ts'
import { LARGEST, readPlainFile, UnreadablePath } from '../../files/read-file.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { UnreadableReason } from '../../model/failures/load.ts'
import type { Loaded } from '../../model/loaded.ts'
import type { Observed } from '../../model/observed.ts'
import type { Project } from '../../model/project.ts'
import { whereIsKey } from '../../model/where.ts'
import type { Desired } from '../../plan/desired.ts'
import { type Provided, withProvided, withRemembered } from '../../resolve/provided.ts'
import type { Context } from '../context.ts'
import { connect } from './connect.ts'
import { hashing } from './hashing.ts'
import { lock } from './lock.ts'
import { load, resolve, type Selection } from './project.ts'
import { provideFor } from './provide.ts'
import { withSocketAccess } from './socket-access.ts'
import { userSealing } from './user-key.ts'
import { withMade } from './with-made.ts'
import { withStarts } from './with-starts.ts'

const NO_LOCK = { release: () => {} }

/** What is wanted and what is there. */
export interface Situation {
  readonly engine: Engine
  readonly desired: Desired
  readonly observed: Observed
  /** Lets others change the project before this process ends. */
  release(): void
}

/** What else is done when a project is opened. */
export interface Opening {
  /** The name of a command: nobody else changes the project meanwhile. */
  readonly changing?: string
  /** Asks the providers of its services for what they provide. */
  readonly provide?: boolean
}

/** Loads the project, finds the engine and looks at what it has of the project. */
export async function openSituation(
  context: Context,
  selection: Selection,
  how: Opening = {},
): Promise<Situation> {
  return openSituationOf(context, loadComplete(context, selection), how)
}

/** The same, for a project that is being loaded. */
export async function openSituationOf(
  context: Context,
  loading: Promise<Project>,
  { changing, provide }: Opening = {},
): Promise<Situation> {
  const [engine, project] = await Promise.all([connect(context), loading])
  const { release } = changing ? await lock(context, engine, project.name, changing) : NO_LOCK
  const provided = provide ? await provideFor(context, engine, project) : undefined
  return { engine, release, ...(await lookAt(context, engine, project, provided)) }
}

/** The project that the files describe, with what its services are given of the engine. */
export async function loadComplete(context: Context, selection: Selection): Promise<Project> {
  return completeProject(context, await load(context), selection)
}

/** The same, of files that are read already. */
export async function completeProject(
  context: Context,
  loaded: Loaded,
  selection: Selection,
): Promise<Project> {
  const project = await resolve(context, loaded, selection)
  checkModels(project, loaded)
  return withSocketAccess(project, context)
}

/** Nothing here runs language models: services that are told of none would come up and not work. */
function checkModels({ models }: Project, { tree }: Pick<Loaded, 'tree'>): void {
  const failures = Object.keys(models).map((model) =>
    failure('model-runner-missing', { model }, whereIsKey(tree, ['models', model])),
  )
  if (failures.length > 0) throw new Failed(failures)
}

/**
 * What an engine has of a project, and the project with what planning needs to know besides. Without `provided`,
 * what providers answered last holds.
 */
export async function lookAt(
  context: Context,
  engine: Engine,
  asked: Project,
  provided?: Provided,
): Promise<Pick<Situation, 'desired' | 'observed'>> {
  const [seen, sealing, profiles, digests] = await Promise.all([
    observeProject(engine, asked.name),
    userSealing(context),
    readSeccompProfiles(asked),
    digestFiles(asked),
  ])
  const given = provided ? withProvided(asked, provided) : asked
  const observed = await withStarts(engine, given, await withMade(engine, given, seen, sealing))
  const project = provided ? given : withRemembered(given, observed, sealing.open)
  const [major = 1, minor = 0] = engine.apiVersion().split('.').map(Number)
  const desired: Desired = {
    project,
    hashing,
    sealing,
    api: [major, minor],
    readFile: (path) => profiles.get(path),
    fileDigest: (path) => digests.get(path),
    proxies: engine.proxies,
  }
  return { desired, observed }
}

/**
 * Digests of the host files that are secrets and configs of services, by path. What cannot be read is left out: a
 * folder or pipe is mounted as it is. What would have to be copied must be readable.
 */
function digestFiles(project: Project): ReadonlyMap<string, string> {
  const digests = new Map<string, string>()
  const used = Object.values(project.services).flatMap((service) => usedFiles(service, project))
  for (const { object, reference } of used) {
    if (!object.file || digests.has(object.file)) continue
    const content = unlessUnreadable(object.file, LARGEST.secret)
    if (Buffer.isBuffer(content)) digests.set(object.file, digestText(content))
    else if (content !== 'missing' && (reference.uid || reference.gid || reference.mode !== undefined)) {
      throw new Failed(failure('path-unreadable', { path: object.file, reason: content }))
    }
  }
  return digests
}

/** Texts of the seccomp profiles that services name, by path; one that is not there is left out. */
function readSeccompProfiles(project: Project): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const service of Object.values(project.services)) {
    for (const path of seccompProfiles(service, project)) {
      const content = unlessUnreadable(path, LARGEST.setting)
      if (Buffer.isBuffer(content)) texts.set(path, content.toString('utf8'))
      else if (content !== 'missing') {
        throw new Failed(failure('seccomp-unreadable', { service: service.name, path, reason: content }))
      }
    }
  }
  return texts
}

function unlessUnreadable(path: string, limit: number): Buffer | UnreadableReason {
  try {
    return readPlainFile(path, limit)
  } catch (error) {
    if (error instanceof UnreadablePath) return error.reason
    throw error
  }
}
