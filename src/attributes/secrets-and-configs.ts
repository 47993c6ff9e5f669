import type { Attribute, CreateContext, Reference } from '../model/attribute.ts'
import type { ContainerBody, MountBody } from '../model/container-body.ts'
import type { FileObject } from '../model/elements.ts'
import { Failed, type FailureCode, type FailurePayloads, failure, warning } from '../model/failure.ts'
import type { Project } from '../model/project.ts'
import type { FileReference, Service } from '../model/service.ts'
import type { Tree } from '../model/tree.ts'
import { isMap } from '../model/tree.ts'
import { FILE_REFERENCE, nameToReference } from './values/file-reference.ts'
import { isAbsolute } from './values/path.ts'
import { listOf, zero } from './values/shapes.ts'

const SECRETS_DIRECTORY = '/run/secrets/'
/** Files without a mode of their own can be read by everybody. */
const DEFAULT_MODE = 0o444

/** `secrets` and `configs`: files that a container sees. */
export const secretsAndConfigs: Attribute = {
  unique: {
    secrets: (item) => referenceTarget(item, SECRETS_DIRECTORY),
    configs: (item) => referenceTarget(item, '/'),
  },
  canonical: { 'secrets.*': nameToReference, 'configs.*': nameToReference },
  defaults: { 'secrets.*': addSecretTarget },
  fields: { configs: zero(listOf(FILE_REFERENCE)), secrets: zero(listOf(FILE_REFERENCE)) },
  references,
  create: mountFiles,
}

/** A file that is copied into a container before it starts; either its text or the host's file. */
export interface CopiedFile {
  /** Absolute path in the container. */
  readonly path: string
  readonly content: string | { readonly hostFile: string }
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

/** A reference with what it refers to, and its path in the container. */
export interface Used {
  readonly kind: 'secret' | 'config'
  readonly reference: FileReference
  readonly object: FileObject
  readonly target: string
}

/**
 * The secrets and configs that are copied: those that are no files of the host, and files whose owner or
 * mode is asked for, which a mount cannot change. What is empty is left out.
 */
export function filesToCopy(service: Service, project: Project): CopiedFile[] {
  return usedFiles(service, project).flatMap((used) => {
    const content = contentOf(used, service, project)
    if (content === undefined || content === '') return []
    const { reference, target: path } = used
    const mode = reference.mode ?? DEFAULT_MODE
    return [{ path, content, mode, uid: readId('uid', used, service), gid: readId('gid', used, service) }]
  })
}

function contentOf(used: Used, service: Service, project: Project): CopiedFile['content'] | undefined {
  const { object } = used
  if (object.file) return isCopied(used, service) ? { hostFile: object.file } : undefined
  const { environment: variable } = object
  const content = object.content || (variable && project.environment.get(variable))
  if (content === undefined && variable) throw failed('file-variable-unset', { ...namesOf(used), variable })
  if (content && service.read_only) {
    throw failed('file-in-read-only', { ...namesOf(used), service: service.name })
  }
  return content
}

/** Nothing can be copied into a file system that is read-only: there the file stays as it is on the host. */
function isCopied({ reference }: Used, service: Service): boolean {
  return hasOwner(reference) && !service.read_only
}

function hasOwner({ uid, gid, mode }: FileReference): boolean {
  return Boolean(uid || gid || mode !== undefined)
}

function readId(field: 'uid' | 'gid', used: Used, { name: service }: Service): number {
  const { kind, reference } = used
  const value = reference[field]
  if (!value) return 0
  if (!/^\d+$/.test(value))
    throw failed('file-owner-invalid', { kind, name: nameOf(used), service, field, value })
  return Number(value)
}

function mountFiles(service: Service, body: ContainerBody, context: CreateContext): void {
  const taken = new Set([
    ...Object.keys(context.inherited),
    ...(service.volumes ?? []).map(({ target }) => target),
  ])
  const mounts = new Map<string, MountBody>()
  for (const used of usedFiles(service, context.project)) {
    checkSupported(used)
    const { file } = used.object
    if (!file || isCopied(used, service)) continue
    if (hasOwner(used.reference)) {
      const data = { kind: used.kind, name: nameOf(used), service: service.name }
      context.warn(warning('file-owner-ignored', data))
    }
    // Secrets come first: a config does not take the place of one, nor any of a volume's.
    const isFree = mounts.get(used.target) === undefined || used.kind === 'secret'
    if (!taken.has(used.target) && isFree) mounts.set(used.target, fileMount(used, file))
  }
  if (mounts.size > 0) body.HostConfig.Mounts = [...(body.HostConfig.Mounts ?? []), ...mounts.values()]
}

/** A file that is missing is no directory to be made: secrets say so to the engine. */
function fileMount({ kind, target }: Used, file: string): MountBody {
  return {
    Type: 'bind',
    Source: file,
    Target: target,
    ReadOnly: true,
    ...(kind === 'secret' && { BindOptions: {} }),
  }
}

const UNSUPPORTED = ['external', 'driver', 'template_driver'] as const

function checkSupported(used: Used): void {
  const field = UNSUPPORTED.find((key) => used.object[key])
  if (field) throw failed('file-object-unsupported', { kind: used.kind, name: nameOf(used), field })
}

/** A service's secrets and configs with what they refer to. */
export function usedFiles({ secrets = [], configs = [] }: Service, project: Project): Used[] {
  return [
    ...secrets.map((reference) => used('secret', reference, project.secrets[reference.source])),
    ...configs.map((reference) => used('config', reference, project.configs[reference.source])),
  ]
}

function used(kind: Used['kind'], reference: FileReference, object: FileObject = {}): Used {
  const path = reference.target || reference.source
  const directory = kind === 'secret' ? SECRETS_DIRECTORY : '/'
  const isComplete = reference.target !== undefined && isAbsolute(reference.target)
  return { kind, reference, object, target: isComplete ? path : directory + path }
}

/** Its key in the file and the name it has in the project. */
function namesOf({ kind, reference: { source: name }, object }: Used) {
  return { kind, name, fullName: object.name ?? name }
}

function nameOf({ reference }: Used): string {
  return reference.source
}

function failed<C extends FailureCode>(code: C, data: FailurePayloads[C]): Failed {
  return new Failed(failure(code, data))
}

function referenceTarget(item: Tree, directory: string): string {
  if (!isMap(item)) return directory + String(item)
  return typeof item.target === 'string' ? item.target : directory + String(item.source)
}

function addSecretTarget(reference: Tree): Tree {
  if (!isMap(reference) || 'target' in reference) return reference
  return { ...reference, target: SECRETS_DIRECTORY + String(reference.source ?? '') }
}

function references({ secrets = [], configs = [] }: Service): readonly Reference[] {
  return [
    ...secrets.map(({ source }, index) => toReference('secret', 'secrets', source, index)),
    ...configs.map(({ source }, index) => toReference('config', 'configs', source, index)),
  ]
}

function toReference(kind: Used['kind'], use: 'secrets' | 'configs', name: string, index: number): Reference {
  // The long form may leave the source out, for the schema at least: then nothing of that name is there.
  return { kind, name: name ?? '', path: [use, index, 'source'], use }
}
