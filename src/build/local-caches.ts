import { stat } from 'node:fs/promises'
import type { BuildRequest } from './build-request.ts'
import { readCacheOption } from './cache-option.ts'
import type { TypedAttrs } from './kit/control.ts'
import { blobPath, type Descriptor, findTagged, tagManifest } from './kit/files/image-layout.ts'
import type { ContentStores } from './kit/services/content.ts'

/** What a request reads from and writes to caches, where BuildKit finds those in folders of this machine. */
export interface Caches {
  /** Without the folders in which there is nothing. */
  readonly imports: readonly TypedAttrs[]
  readonly stores: ContentStores
}

/** Finds the caches that a request names. A folder without a cache is passed over, as docker's client does. */
export async function findCaches({ cacheFrom = [], cacheTo = [] }: BuildRequest): Promise<Caches> {
  const found = await Promise.all(cacheFrom.map((entry) => findImport(readCacheOption(entry))))
  const imports = found.flatMap((one) => one ?? [])
  const folders = [
    ...imports.filter(isLocal).map(({ attrs }) => attrs.src),
    ...localExports(cacheTo).map(({ attrs }) => attrs.dest),
  ]
  return {
    imports,
    stores: new Map(folders.flatMap((folder) => (folder ? [[`local:${folder}`, folder]] : []))),
  }
}

/** Gives the cache that a build wrote its tag in each folder. */
export async function tagExported(
  cacheTo: readonly string[],
  answer: Readonly<Record<string, string>>,
): Promise<void> {
  const written = answer['cache.manifest']
  if (!written) return
  const manifest = JSON.parse(written) as Descriptor
  for (const { attrs } of localExports(cacheTo)) {
    if (attrs.dest) await tagManifest(attrs.dest, manifest, attrs.tag ?? 'latest')
  }
}

async function findImport(option: TypedAttrs): Promise<TypedAttrs | undefined> {
  const { src } = option.attrs
  if (!isLocal(option) || !src) return option
  const digest = option.attrs.digest ?? (await findTagged(src, option.attrs.tag ?? 'latest'))
  const path = digest && blobPath(src, digest)
  if (!path || !(await stat(path).catch(() => undefined))) return undefined
  return { ...option, attrs: { ...option.attrs, digest } }
}

function localExports(cacheTo: readonly string[]): TypedAttrs[] {
  return cacheTo.map(readCacheOption).filter(isLocal)
}

function isLocal({ type }: TypedAttrs): boolean {
  return type === 'local'
}
