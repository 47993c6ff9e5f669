import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  const making = join(directory, `.index-${randomBytes(8).toString('hex')}.json`)
  await writeFile(making, JSON.stringify({ schemaVersion: 2, manifests: [...others, tagged] }))
  await rename(making, join(directory, 'index.json'))
}

async function readManifests(directory: string): Promise<readonly Descriptor[]> {
  try {
    const index = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8'))
    return index.manifests ?? []
  } catch {
    return []
  }
}
