import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { statOf } from '../files/stat-of.ts'
import { isSync, type Rule } from '../rules/rule.ts'
import type { Mapping } from './entries.ts'

/** Everything that rules copy, as the host is now. */
export function wholeTree(rules: readonly Rule[]): Mapping {
  const mapping = new Map<string, string>()
  for (const rule of rules) if (isSync(rule)) addBelow(rule, rule.path, mapping)
  return mapping
}

function addBelow(rule: Rule, path: string, mapping: Map<string, string>): void {
  const entries = childrenOf(path)
  if (entries === undefined) {
    // A rule may be about a single file; one whose path is not there says nothing.
    if (path === rule.path && statOf(path)) add(rule, path, mapping)
    return
  }
  for (const entry of entries) {
    const child = join(path, entry.name)
    add(rule, child, mapping)
    if (entry.isDirectory() && rule.reaches(child)) addBelow(rule, child, mapping)
  }
}

function add(rule: Rule, path: string, mapping: Map<string, string>): void {
  const target = rule.targetOf(path)
  if (target !== undefined && rule.matches(path)) mapping.set(target, path)
}

function childrenOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return undefined
  }
}
