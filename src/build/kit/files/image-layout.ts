import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LARGEST, readPlainFile } from '../../../files/read-file.ts'

/** A manifest in an image layout's index. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
}

const REF_NAME = 'org.opencontainers.image.ref.name'

/** Where an OCI image layout keeps the bytes of a digest; undefined for what is no SHA-256 digest. */
export function blobPath(directory: string, digest: string): string | undefined {
  const [, hex] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? []
  return hex && join(directory, 'blobs/sha256', hex)
}

/** The digest of the manifest with a tag; undefined where there is no such layout or tag. */
export async function findTagged(directory: string, tag: string): Promise<string | undefined> {
  const manifests = await readManifests(directory)
  return manifests.find(({ annotations }) => annotations?.[REF_NAME] === tag)?.digest
}

/** Gives a manifest, whose blob is there already, a tag, which is taken from the one that has it. */
export async function tagManifest(directory: string, manifest: Descriptor, tag: string): Promise<void> {
  const others = (await readManifests(directory)).filter(({ annotations }) => annotations?.[REF_NAME] !== tag)
  const tagged = { ...manifest, annotations: { ...manifest.annotations, [REF_NAME]: tag } }
  await mkdir(directory, { recursive: true })
  await replaceFile(directory, 'oci-layout', '{"imageLayoutVersion":"1.0.0"}')
  await replaceFile(
    directory,
    'index.json',
    JSON.stringify({ schemaVersion: 2, manifests: [...others, tagged] }),
  )
}

/** A link of that name is replaced and never written through. */
async function replaceFile(directory: string, name: string, text: string): Promise<void> {
  const making = join(directory, `.${name}-${randomBytes(8).toString('hex')}`)
  await writeFile(making, text, { flag: 'wx' })
  await rename(making, join(directory, name))
}

async function readManifests(directory: string): Promise<readonly Descriptor[]> {
  try {
    const index = JSON.parse(readPlainFile(join(directory, 'index.json'), LARGEST.setting).toString('utf8'))
    return index.manifests ?? []
  } catch {
    return []
  }
}
