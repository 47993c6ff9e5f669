import type { Failure } from '../model/failure.ts'
import type { Place } from '../model/place.ts'
import type { Project } from '../model/project.ts'
import type { EnvFile, Service } from '../model/service.ts'
import type { Findings } from './findings.ts'

/** A variable as a file gives it. */
export interface Variable {
  readonly value: string
  readonly at?: Place
}

/** A file of variables that a service names. */
export interface VariableFile {
  readonly path: string
  readonly kind: 'env' | 'label'
  readonly raw: boolean
  /** Where the path was written. */
  readonly at?: Place
  /** Variables that win over those of the file, in `${…}` and for a name without value. */
  lookup(name: string): string | undefined
}

/**
 * Adds a file's variables to `into`, where earlier files' are. Returns what went wrong; a file that is not
 * there is a `file-not-found`.
 */
export type ReadVariables = (file: VariableFile, into: Map<string, Variable>) => Promise<readonly Failure[]>

/** Makes the variables of `env_file` part of each enabled service's `environment`, below what it says itself. */
export async function resolveEnvironment(
  project: Project,
  read: ReadVariables,
  findings: Findings,
): Promise<Project> {
  const services: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(project.services)) {
    services[name] = await withEnvironment(service, project.environment, read, findings)
  }
  return { ...project, services }
}

async function withEnvironment(
  service: Service,
  projectEnvironment: ReadonlyMap<string, string>,
  read: ReadVariables,
  findings: Findings,
): Promise<Service> {
  const { env_file, ...rest } = service
  const own = fill(service.environment ?? {}, projectEnvironment)
  if (!env_file) return service.environment ? { ...rest, environment: own } : rest
  const variables = new Map<string, Variable>()
  for (const [name, value] of Object.entries(own)) if (value !== null) variables.set(name, { value })
  const lookup = (name: string) => projectEnvironment.get(name) ?? own[name] ?? undefined
  for (const [index, file] of env_file.entries()) {
    const where = findings.where(['services', service.name, 'env_file', index, 'path'])
    if (file.format && file.format !== 'raw') {
      findings.addAt('env-file-format', { format: file.format }, where)
      continue
    }
    const request = {
      path: file.path,
      kind: 'env' as const,
      raw: file.format === 'raw',
      lookup,
      ...at(where.at),
    }
    findings.include(forgive(await read(request, variables), file))
  }
  const environment: Record<string, string | null> = Object.create(null)
  for (const [name, { value }] of variables) environment[name] = value
  return { ...rest, environment: Object.assign(environment, own) }
}

function at(place: Place | undefined): { at?: Place } {
  return place ? { at: place } : {}
}

/** A file that need not be there may be missing. */
function forgive(failures: readonly Failure[], { required }: EnvFile): readonly Failure[] {
  return required ? failures : failures.filter(({ code }) => code !== 'file-not-found')
}

function fill(
  environment: Readonly<Record<string, string | null>>,
  known: ReadonlyMap<string, string>,
): Record<string, string | null> {
  const result: Record<string, string | null> = Object.create(null)
  for (const [name, value] of Object.entries(environment)) result[name] = value ?? known.get(name) ?? null
  return result
}

/** Makes the labels of `label_file` part of a service's `labels`. */
export async function resolveLabels(
  project: Project,
  read: ReadVariables,
  findings: Findings,
  keepFiles: boolean,
): Promise<Project> {
  const services: Record<string, Service> = Object.create(null)
  for (const [name, service] of Object.entries(project.services)) {
    const { label_file, ...rest } = service
    services[name] = label_file
      ? await withLabels(keepFiles ? service : rest, label_file, read, findings)
      : service
  }
  return { ...project, services }
}

async function withLabels(
  service: Service,
  files: readonly string[],
  read: ReadVariables,
  findings: Findings,
): Promise<Service> {
  const variables = new Map<string, Variable>()
  for (const [index, path] of files.entries()) {
    const where = findings.where(['services', service.name, 'label_file', index])
    const lookup = () => undefined
    findings.include(await read({ path, kind: 'label', raw: false, lookup, ...at(where.at) }, variables))
  }
  const labels: Record<string, string> = Object.create(null)
  for (const [name, { value }] of variables) labels[name] = value
  return { ...service, labels: Object.assign(labels, service.labels) }
}
