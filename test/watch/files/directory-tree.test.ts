import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { DirectoryTree } from '../../../src/watch/files/directory-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'tscompose-tree-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('after lost notifications, everything that is different is found by looking', async () => {
  const told: string[] = []
  for (const name of ['kept', 'removed', 'left/inside']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'kept/same'), '')
  writeFileSync(join(folder, 'kept/written'), '')
  writeFileSync(join(folder, 'removed/file'), '')
  const tree = new DirectoryTree({
    reaches: () => true,
    onChange: (path, kind) => told.push(`${kind} ${path.slice(folder.length + 1)}`),
    enter: () => true,
    leave: () => {},
  })
  tree.addRoot(folder, 'there')
  expect(told).toEqual([])
  await new Promise((resolve) => setTimeout(resolve, 20))
  const since = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 20))
  writeFileSync(join(folder, 'kept/written'), 'x')
  writeFileSync(join(folder, 'kept/made'), '')
  rmSync(join(folder, 'removed'), { recursive: true })
  mkdirSync(join(folder, 'fresh'))
  writeFileSync(join(folder, 'fresh/file'), '')
  tree.recheck(since)
  expect([...new Set(told)].sort()).toEqual(
    expect.arrayContaining([
      'changed kept/written',
      'gone removed',
      'gone removed/file',
      'new fresh',
      'new fresh/file',
      'new kept/made',
    ]),
  )
  expect(told.some((line) => line.endsWith('kept/same') && line.startsWith('gone'))).toBe(false)
})
