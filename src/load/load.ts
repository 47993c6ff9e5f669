import type { ModelRules } from '../model/attribute.ts'
import { failure } from '../model/failure.ts'
import type { Loaded, LoadOptions } from '../model/loaded.ts'
import type { Source } from '../model/place.ts'
import { Layer } from './layer.ts'
import type { ProjectPlace } from './project/environment.ts'
import { locateProject } from './project/environment.ts'
import { projectName } from './project/name.ts'
import { Report } from './report.ts'
import { compileRules } from './rules.ts'
import { Session } from './session.ts'

/**
 * Loads a project's files into one validated, canonical tree. Throws `Failed` with everything that is wrong.
 */
export async function loadProject(options: LoadOptions, rules: ModelRules): Promise<Loaded> {
  const report = new Report()
  const sources: Source[] = []
  const place = locateProject(options, sources, report)
  if (place.files.length === 0) report.add(failure('no-compose-file', { directory: place.directory }))
  report.throwIfFailed()
  const session = new Session(options, compileRules(rules), report, sources)
  const name = await nameOf(options, place, session)
  place.environment.set('COMPOSE_PROJECT_NAME', name)
  const { directory, environment } = place
  const files = place.files.map((path) => ({ path }))
  const tree = await new Layer(session, { files, kind: 'compose', directory, environment }).load()
  report.throwIfFailed()
  if (Object.keys(tree).length === 0) report.add(failure('project-empty', { files: place.files }))
  report.throwIfFailed()
  return {
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
