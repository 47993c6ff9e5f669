import { appendFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { directorySource } from '../../../../src/build/kit/files/directory-source.ts'
import { UnreadableFile } from '../../../../src/build/kit/files/source.ts'
import { temporaryTree } from '../../support/temporary-tree.ts'

interface Swap {
  readonly what: string
  /** Changes the tree between the walk and the reading; `secret` is a folder elsewhere with the same names. */
  change(tree: string, secret: string): Promise<unknown>
  /** What is read then of `d/e/f`, which held `mine`. */
  readonly read: string | typeof UnreadableFile | undefined
}

const swaps: readonly Swap[] = [
  { what: 'nothing happens', change: async () => {}, read: 'mine' },
  {
    what: 'a link takes the place of the file',
    change: async (tree, secret) => {
      await rm(join(tree, 'd/e/f'))
      await symlink(join(secret, 'e/f'), join(tree, 'd/e/f'))
    },
    read: UnreadableFile,
  },
  {
    what: 'a link takes the place of its folder',
    change: async (tree, secret) => {
      await rename(join(tree, 'd/e'), join(tree, 'd/away'))
      await symlink(join(secret, 'e'), join(tree, 'd/e'))
    },
    read: UnreadableFile,
  },
  {
    what: 'a link takes the place of the folder above',
    change: async (tree, secret) => {
      await rename(join(tree, 'd'), join(tree, 'away'))
      await symlink(secret, join(tree, 'd'))
    },
    read: UnreadableFile,
  },
  {
    what: 'an editor saves it as a new file',
    change: async (tree) => {
      await writeFile(join(tree, 'd/e/new'), 'next')
      await rename(join(tree, 'd/e/new'), join(tree, 'd/e/f'))
    },
    read: 'next',
  },
  {
    what: 'it grows',
    change: (tree) => appendFile(join(tree, 'd/e/f'), ' and more'),
    read: 'mine',
  },
  { what: 'it shrinks', change: (tree) => writeFile(join(tree, 'd/e/f'), 'm'), read: 'm' },
  { what: 'it vanishes', change: (tree) => rm(join(tree, 'd'), { recursive: true }), read: undefined },
]

it.each(swaps)('between being listed and being read $what', async ({ change, read }) => {
  await using tree = await temporaryTree({ 'd/e/f': 'mine' })
  await using secret = await temporaryTree({ 'e/f': 'SECRET' })
  const source = directorySource(tree.path)
  await source.walk({ include: [], exclude: [], follow: [] }, () => undefined, new AbortController().signal)
  await change(tree.path, secret.path)
  if (read === UnreadableFile) {
    await expect(source.open('d/e/f')).rejects.toThrow(UnreadableFile)
    return
  }
  const file = await source.open('d/e/f')
  const buffer = Buffer.alloc(64)
  const length = await file?.read(buffer, 0, 64)
  const rest = await file?.read(buffer, 32, 32)
  await file?.close()
  expect(file && buffer.toString('utf8', 0, length)).toBe(read)
  expect(rest ?? 0).toBe(0)
})
