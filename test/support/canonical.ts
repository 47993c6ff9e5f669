import { ATTRIBUTES } from '../../src/attributes/all.ts'
import { ELEMENTS } from '../../src/elements/all.ts'
import { readVariables } from '../../src/load/env/read-variables.ts'
import { loadProject } from '../../src/load/load.ts'
import type { Attribute, CreateContext } from '../../src/model/attribute.ts'
import type { ContainerBody } from '../../src/model/container-body.ts'
import { Failed, type Failure } from '../../src/model/failure.ts'
import type { Loaded } from '../../src/model/loaded.ts'
import type { Project } from '../../src/model/project.ts'
import type { Service } from '../../src/model/service.ts'
import { RESOLVE_ALL, type ResolveOptions, resolveProject } from '../../src/resolve/resolve-project.ts'

export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>
  readonly profiles?: readonly string[]
  readonly cwd?: string
  /** Files by path, `-` for the text given. */
  readonly files?: readonly string[]
  readonly interpolate?: boolean
}

/** Loads one compose text as if it came from standard input in `/project`. */
export function loadText(text: string, around: Surroundings = {}): Promise<Loaded> {
  return loadProject(
    {
      cwd: around.cwd ?? '/project',
      files: around.files ?? ['-'],
      projectName: 'p',
      envFiles: [],
      profiles: around.profiles ?? [],
      environment: { HOME: '/home/me', ...around.environment },
      readStdin: async () => text,
      interpolate: around.interpolate ?? true,
      resolvePaths: true,
    },
    { attributes: ATTRIBUTES, elements: ELEMENTS },
  )
}

/** The canonical project of a compose text, and what was warned of. */
export async function resolveText(
  text: string,
  around: Surroundings = {},
  options: Partial<ResolveOptions> = {},
): Promise<{ project: Project; warnings: readonly Failure[] }> {
  const loaded = await loadText(text, around)
  const { project, warnings } = await resolveProject(loaded, { ...RESOLVE_ALL, readVariables, ...options })
  return { project, warnings: [...loaded.warnings, ...warnings] }
}

/** The canonical form of a service written as YAML below `services: {a: …}`; it has an image if it needs one. */
export async function serviceOf(yaml: string, around: Surroundings = {}): Promise<Service> {
  const { project } = await resolveText(underService(yaml), around)
  const service = project.services.a
  if (!service) throw new Error('no service a')
  return service
}

/** A compose text with one service of these keys. */
export function underService(yaml: string): string {
  const lines = yaml.trim().split('\n')
  const image = lines.some((line) => /^(image|build|provider):/.test(line)) ? [] : ['image: busybox']
  return ['services:', '  a:', ...[...lines, ...image].map((line) => `    ${line}`)].join('\n')
}

/** What one attribute writes into the create body of a service. */
export function bodyOf(
  attribute: Attribute,
  service: Partial<Service>,
  context: Partial<CreateContext> = {},
): ContainerBody {
  const body: ContainerBody = { Image: '', Labels: {}, HostConfig: {} }
  const named = { name: 'a', ...service }
  attribute.create?.(named, body, contextOf({ project: projectOf(named), ...context }))
  return body
}

/** What the first container of a service is made in. */
export function contextOf(given: Pick<CreateContext, 'project'> & Partial<CreateContext>): CreateContext {
  return {
    containerName: 'p-a-1',
    number: 1,
    api: [1, 51],
    serviceAlias: true,
    containersOf: () => [],
    readFile: () => undefined,
    inherited: {},
    warn: () => undefined,
    ...given,
  }
}

/** A project of one service. */
export function projectOf(...services: readonly Service[]): Project {
  return {
    name: 'p',
    directory: '/project',
    files: [],
    envFiles: [],
    environment: new Map(),
    profiles: [],
    services: Object.fromEntries(services.map((service) => [service.name, service])),
    disabled: {},
    networks: {},
    volumes: {},
    secrets: {},
    configs: {},
    models: {},
  }
}

/** The failures that something ends with. */
export async function failuresOf(work: Promise<unknown>): Promise<readonly Failure[]> {
  try {
    await work
  } catch (error) {
    if (error instanceof Failed) return error.failures
    throw error
  }
  return []
}
