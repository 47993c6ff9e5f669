import type { Hook } from '../../model/service.ts'
import type { Rule } from '../rules/rule.ts'
import type { Changes } from './changes.ts'

/** What a batch of changes leads to. In Docker Compose's order: rebuild, sync, restart, exec. */
export interface Actions {
  /** Services to build and make anew, with the changes that asked for it. */
  readonly rebuild: ReadonlyMap<string, readonly string[]>
  /** By service: where in the container, and what is to be there from the host. */
  readonly sync: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly restart: ReadonlyMap<string, readonly string[]>
  /** Commands to run in the containers, each once however many changes asked for it. */
  readonly exec: ReadonlyMap<string, ReadonlySet<Hook>>
}

/** What changes lead to by the rules; every rule that a path matches counts. */
export function planBatch(changes: Changes, rules: readonly Rule[]): Actions {
  const rebuild = new Map<string, string[]>()
  const sync = new Map<string, Map<string, string>>()
  const restart = new Map<string, string[]>()
  const exec = new Map<string, Set<Hook>>()
  for (const path of changes.keys())
    for (const rule of rules) {
      const { service, action } = rule
      if (!rule.matches(path)) continue
      if (action === 'rebuild') entry(rebuild, service, () => []).push(path)
      const target = rule.targetOf(path)
      if (target !== undefined) entry(sync, service, () => new Map()).set(target, path)
      if (action === 'restart' || action === 'sync+restart') entry(restart, service, () => []).push(path)
      if (action === 'sync+exec' && rule.exec) entry(exec, service, () => new Set()).add(rule.exec)
    }
  return { rebuild, sync, restart, exec }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const there = map.get(key)
  if (there !== undefined) return there
  const made = make()
  map.set(key, made)
  return made
}
