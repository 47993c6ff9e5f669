import { readVariables } from '../../load/env/read-variables.ts'
import { findVariables } from '../../load/interpolate/find-variables.ts'
import { Failed, failure } from '../../model/failure.ts'
import { inDependencyOrder } from '../../model/graph.ts'
import { imageName } from '../../model/names.ts'
import type { Project } from '../../model/project.ts'
import { isMap } from '../../model/tree.ts'
import { dependencyGraph } from '../../plan/dependency-graph.ts'
import { hashService } from '../../resolve/canonical/hash.ts'
import { writeJson } from '../../resolve/canonical/json.ts'
import type { Plain } from '../../resolve/canonical/plain.ts'
import { imagesOnly, modelImagesOnly, writeModel, writeProject } from '../../resolve/canonical/project.ts'
import { writeYaml } from '../../resolve/canonical/yaml.ts'
import { withDefaultPlatform } from '../../resolve/default-platform.ts'
import { explain, missOf } from '../../resolve/explain.ts'
import { resolveModel } from '../../resolve/resolve-project.ts'
import { describeExplanations } from '../../show/explain.ts'
import { quote } from '../../show/quote.ts'
import { describeVariables } from '../../show/variables.ts'
import type { Context } from '../context.ts'
import { load, resolve } from '../steps/project.ts'
import { checkIgnoreFiles } from './check-ignore-files.ts'
import { modelWithDigests, withDigests } from './with-digests.ts'

/** Flags of `config` that decide what is printed. */
export interface ConfigFlags {
  readonly environment: boolean
  readonly explain: string | undefined
  readonly format: string | undefined
  readonly hash: string | undefined
  readonly images: boolean
  readonly lockImageDigests: boolean
  readonly models: boolean
  readonly networks: boolean
  readonly noConsistency: boolean
  readonly noEnvResolution: boolean
  readonly noInterpolate: boolean
  readonly noNormalize: boolean
  readonly noPathResolution: boolean
  readonly profiles: boolean
  readonly quiet: boolean
  readonly resolveImageDigests: boolean
  readonly services: boolean
  readonly variables: boolean
  readonly volumes: boolean
}

/** Makes what `config` prints. */
export type Printer = (context: Context, flags: ConfigFlags, services: readonly string[]) => Promise<string>

/** The printer that the flags ask for; where several are asked for, by Compose's order. */
export function findPrinter(flags: ConfigFlags): Printer {
  if (flags.explain !== undefined) return printExplanation
  if (flags.services) return printServices
  if (flags.volumes) return printKeys('volumes')
  if (flags.networks) return printKeys('networks')
  if (flags.models) return printModels
  if (flags.hash) return printHashes
  if (flags.profiles) return printProfiles
  if (flags.images) return printImages
  if (flags.variables) return printVariables
  if (flags.environment) return printEnvironment
  const printWhole = flags.noInterpolate ? printModel : printProject
  return flags.quiet ? withoutText(printWhole) : printWhole
}

/** `--quiet` is about the whole project only: what is asked for by name is printed. */
function withoutText(printer: Printer): Printer {
  return async (...asked) => {
    await printer(...asked)
    return ''
  }
}

const printProject: Printer = async (context, flags, services) => {
  const target = readTarget(flags.format)
  const project = await read(context, flags, services, { resolveEnvironment: !flags.noEnvResolution })
  checkIgnoreFiles(project)
  const pinned =
    flags.resolveImageDigests || flags.lockImageDigests ? await withDigests(context, project) : project
  return writeProject(flags.lockImageDigests ? imagesOnly(pinned) : pinned, { target, variant: '2.40' })
}

const printModel: Printer = async (context, flags) => {
  const target = readTarget(flags.format)
  const loaded = await load(context, { interpolate: false, resolvePaths: !flags.noPathResolution })
  const model = resolveModel(loaded, { normalize: isNormalized(context, flags) })
  const pinned =
    flags.resolveImageDigests || flags.lockImageDigests ? await modelWithDigests(context, model) : model
  return writeModel(flags.lockImageDigests ? modelImagesOnly(pinned) : pinned, target)
}

const printServices: Printer = async (context, flags) => {
  if (flags.noInterpolate) {
    const { tree } = await load(context, { interpolate: false, resolvePaths: !flags.noPathResolution })
    return lines(Object.keys(isMap(tree.services) ? tree.services : {}).sort())
  }
  return lines(inDependencyOrder(dependencyGraph(await read(context, flags, []))))
}

function printKeys(section: 'volumes' | 'networks'): Printer {
  return async (context, flags) => lines(Object.keys((await read(context, flags, []))[section]).sort())
}

const printModels: Printer = async (context, flags) => {
  const { models } = await read(context, flags, [])
  return lines(Object.values(models).flatMap(({ model }) => model || []))
}

const printHashes: Printer = async (context, flags) => {
  const { services } = withDefaultPlatform(await read(context, flags, []))
  const names = flags.hash === '*' ? Object.keys(services) : (flags.hash ?? '').split(',')
  return lines(
    names.sort().map((name) => {
      const service = services[name]
      if (!service) {
        throw new Failed(
          failure('no-such-service', { service: name, known: Object.keys(services), isLookup: true }),
        )
      }
      return `${name} ${hashService(service, '2.40')}`
    }),
  )
}

const printProfiles: Printer = async (context, flags, services) => {
  const project = await read(context, flags, services)
  const all = [...Object.values(project.services), ...Object.values(project.disabled)]
  return lines([...new Set(all.flatMap(({ profiles = [] }) => profiles))].sort())
}

const printImages: Printer = async (context, flags, services) => {
  const project = await read(context, flags, services)
  const names = Object.keys(project.services).sort()
  return lines(names.flatMap((name) => imageOf(project, name)))
}

const printVariables: Printer = async (context, flags) => {
  const { tree } = await load(context, { interpolate: false, resolvePaths: !flags.noPathResolution })
  const format = flags.format === 'yaml' || flags.format === 'json' ? flags.format : 'table'
  return describeVariables(findVariables(tree).values(), format, writeYaml)
}

const printEnvironment: Printer = async (context, flags, services) => {
  const { environment } = await read(context, flags, services)
  const settings = [...environment].map(([name, value]) => `${name}=${value}`)
  // Values as they are, for programs that read them.
  return settings
    .sort()
    .map((line) => `${line}\n`)
    .join('')
}

const printExplanation: Printer = async (context, flags, services) => {
  const loaded = await load(context, { resolvePaths: !flags.noPathResolution })
  const project = await resolve(context, loaded, { services, consistency: false, allResources: true })
  const path = flags.explain ?? ''
  const explanations = await explain(loaded, project, path, readVariables)
  if (explanations.length === 0) {
    const { path: upTo, known, suggestion } = missOf(project, path)
    throw new Failed(failure('no-such-path', { path, upTo, known, ...(suggestion && { suggestion }) }))
  }
  const texts = explanations.map(({ path, value, settings }) => ({ path, settings, text: plainText(value) }))
  return describeExplanations(texts, context.cwd)
}

function plainText(value: Plain): string {
  return typeof value === 'string' ? value : writeJson(value)
}

async function read(
  context: Context,
  flags: ConfigFlags,
  services: readonly string[],
  { resolveEnvironment = false } = {},
): Promise<Project> {
  const loaded = await load(context, { resolvePaths: !flags.noPathResolution })
  return resolve(context, loaded, {
    services,
    normalize: isNormalized(context, flags),
    consistency: !flags.noConsistency,
    resolveEnvironment,
    keepLabelFiles: false,
    ports: 'warn',
  })
}

function isNormalized({ globals }: Context, { noNormalize }: ConfigFlags): boolean {
  return !noNormalize && !globals.compatibility
}

function imageOf({ name, services }: Project, service: string): string[] {
  const found = services[service]
  return found ? [imageName(name, found)] : []
}

function readTarget(format: string | undefined): 'yaml' | 'json' {
  if (!format) return 'yaml'
  if (format === 'yaml' || format === 'json') return format
  const allowed = ['yaml', 'json']
  throw new Failed(failure('flag-value-invalid', { flag: '--format', value: format, allowed }))
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${quote(text)}\n`).join('')
}
