import type { ChangeKind } from '../files/file-watcher.ts'

/** What has happened to paths since somebody last looked, each once. */
export type Changes = ReadonlyMap<string, ChangeKind>

/** Adds a change to others; what came and went in between has not happened. */
export function addChange(changes: Map<string, ChangeKind>, path: string, kind: ChangeKind): void {
  const before = changes.get(path)
  const merged = before === undefined ? kind : merge(before, kind)
  if (merged) changes.set(path, merged)
  else changes.delete(path)
}

function merge(before: ChangeKind, after: ChangeKind): ChangeKind | undefined {
  if (before === 'new') return after === 'gone' ? undefined : 'new'
  if (before === 'gone') return after === 'gone' ? 'gone' : 'changed'
  return after === 'gone' ? 'gone' : 'changed'
}
