import type { ModelRules } from '../model/attribute.ts'
import { type Failure, type FailureCode, failure } from '../model/failure.ts'
import type { Loaded, LoadOptions } from '../model/loaded.ts'
import type { Source } from '../model/place.ts'
import { Layer } from './layer.ts'
import type { ProjectPlace } from './project/environment.ts'
import { locateProject } from './project/environment.ts'
import { projectName } from './project/name.ts'
import { Report } from './report.ts'
import { compileRules } from './rules.ts'
import { Session } from './session.ts'

/** What is wrong besides in the rest of a project, given what is told of it already: what later stages would tell. */
export type LookFurther = (rest: Loaded, told: readonly Failure[]) => Promise<readonly Failure[]>

/**
 * Loads a project's files into one validated, canonical tree. Throws `Failed` with everything that is wrong, with
 * what `lookFurther` finds as well where all that was asked for could be read.
 */
export async function loadProject(
  options: LoadOptions,
  rules: ModelRules,
  lookFurther: LookFurther = async () => [],
): Promise<Loaded> {
  const report = new Report()
  const sources: Source[] = []
  const place = await locateProject(options, sources, report)
  if (place.files.length === 0) report.add(failure('no-compose-file', { directory: place.directory }))
  report.throwIfFailed()
  const session = new Session(options, compileRules(rules), report, sources)
  const name = await nameOf(options, place, session)
  place.environment.set('COMPOSE_PROJECT_NAME', name)
  const { directory, environment } = place
  const files = place.files.map((path) => ({ path }))
  const tree = await new Layer(session, { files, kind: 'compose', directory, environment }).load()
  if (report.errors === 0 && Object.keys(tree).length === 0)
    report.add(failure('project-empty', { files: place.files }))
  const loaded = {
    tree,
    name,
    directory,
    files: place.files,
    envFiles: place.envFiles,
    environment: environment.toMap(),
    profiles: place.profiles,
    sources,
    warnings: report.warnings,
  }
  if (options.interpolate && report.errors > 0 && report.all.every(isAboutValue))
    for (const further of await lookFurther(loaded, report.all)) report.add(further)
  report.throwIfFailed()
  return loaded
}

/** After one of these a file, or a part of one, could not be read: who knows what else there would have been. */
const LOSES_PARTS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'file-not-found',
  'file-not-readable',
  'file-not-text',
  'control-character',
  'remote-unsupported',
  'document-not-mapping',
  'include-cycle',
  'include-too-many',
  'include-invalid',
])

/** A section whose key is misspelled leaves the names in it unknown. */
function isAboutValue({ code, severity, data }: Failure): boolean {
  if (severity === 'warning') return true
  const isSection = code === 'unknown-key' && (data as { path: readonly unknown[] }).path.length === 0
  return (
    !isSection && !LOSES_PARTS.has(code) && !code.startsWith('yaml-') && !code.startsWith('project-name-')
  )
}

async function nameOf(options: LoadOptions, place: ProjectPlace, session: Session): Promise<string> {
  const documents = []
  for (const path of place.files) {
    const file = await session.open(path, 'compose')
    documents.push(...(file?.documents ?? []))
  }
  const { directory, environment } = place
  return projectName(
    options.projectName,
    directory,
    documents,
    environment,
    options.interpolate,
    session.report,
  )
}
