import { expect, it } from 'vitest'
import { addChange } from '../../../src/watch/batch/changes.ts'
import type { ChangeKind } from '../../../src/watch/files/file-watcher.ts'

it.each<[ChangeKind[], ChangeKind | undefined]>([
  [['new'], 'new'],
  [['new', 'changed'], 'new'],
  [['new', 'gone'], undefined],
  [['changed', 'gone'], 'gone'],
  [['changed', 'changed'], 'changed'],
  [['gone', 'new'], 'changed'],
  [['gone', 'new', 'gone'], 'gone'],
  [['new', 'gone', 'new'], 'new'],
])('%j comes to %s', (kinds, result) => {
  const changes = new Map<string, ChangeKind>()
  for (const kind of kinds) addChange(changes, '/a', kind)
  expect(changes.get('/a')).toBe(result)
})
