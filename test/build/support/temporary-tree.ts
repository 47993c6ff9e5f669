import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What a path is to be: a text, `null` for an empty directory, a symlink, or another name of a file. */
export type TreePart = string | null | { readonly to: string } | { readonly sameAs: string }

/** Makes a directory with these entries and removes it when the test is done with it. */
export async function temporaryTree(
  parts: Readonly<Record<string, TreePart>>,
): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'tscompose-build-'))
  await writeTree(root, parts)
  return { path: root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}

/** Makes these entries below a directory; a file goes before its other names. */
export async function writeTree(root: string, parts: Readonly<Record<string, TreePart>>): Promise<void> {
  for (const [path, part] of Object.entries(parts)) {
    const full = join(root, path)
    await mkdir(part === null ? full : dirname(full), { recursive: true })
    if (typeof part === 'string') await writeFile(full, part)
    else if (part !== null && 'to' in part) await symlink(part.to, full)
    else if (part !== null) await link(join(root, part.sameAs), full)
  }
}
