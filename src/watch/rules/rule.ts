import { posix } from 'node:path'
import type { WatchRule } from '../../model/develop.ts'
import type { Hook } from '../../model/service.ts'
import { IGNORED_EVERYWHERE } from './ignored-everywhere.ts'
import { createPathFilter, type PathFilter, relativeTo } from './path-filter.ts'

/** A rule of a service's `develop.watch`, with what else decides about it. */
export interface RuleSource {
  readonly service: string
  readonly rule: WatchRule
  /** The service's .dockerignore, if there is one: lines, relative to the build context. */
  readonly ignoreFile?: { readonly root: string; readonly lines: readonly string[] }
  /** Whether the rule's path is a file. */
  readonly isFile: boolean
}

/** A rule made ready to be asked about paths. */
export interface Rule {
  readonly service: string
  readonly action: WatchRule['action']
  /** The file or directory on the host, absolute. */
  readonly path: string
  readonly exec?: Hook
  /** Whether everything is to be copied when watching begins. */
  readonly initialSync: boolean
  /** Whether a change of this path is meant. */
  matches(path: string): boolean
  /** False when nothing below a directory can be meant, so that it need not be watched. */
  reaches(directory: string): boolean
  /** Where a path that matches is in the container, absolute; undefined for rules that copy nothing. */
  targetOf(path: string): string | undefined
}

/** What `initial_sync` was called before it was part of the specification. */
export const OLD_INITIAL_SYNC = 'x-initialSync'

/** Whether a rule copies files. */
export function isSync({ action }: Pick<Rule, 'action'>): boolean {
  return action.startsWith('sync')
}

/** Makes rules ready; what is ignored is known before anything is watched. */
export function compileRules(sources: readonly RuleSource[]): Rule[] {
  return sources.map(compileRule)
}

function compileRule({ service, rule, ignoreFile, isFile }: RuleSource): Rule {
  const { path, action, exec, include = [], ignore = [] } = rule
  const included = createPathFilter(path, include)
  const ignored = [
    createPathFilter(path, IGNORED_EVERYWHERE),
    createPathFilter(path, ignore),
    ignoreFile && createPathFilter(ignoreFile.root, ignoreFile.lines),
  ].filter((filter): filter is PathFilter => filter !== undefined)
  const target = rule.target && (isFile ? fileTarget(path, rule.target) : rule.target)
  return {
    service,
    action,
    path,
    initialSync: rule.initial_sync ?? rule.extensions?.[OLD_INITIAL_SYNC] === true,
    ...(exec && { exec }),
    matches: (changed) =>
      relativeTo(path, changed) !== undefined &&
      (included?.matches(changed) ?? true) &&
      !ignored.some((filter) => filter.matches(changed)),
    reaches: (directory) =>
      relativeTo(path, directory) !== undefined &&
      (included?.mayMatchBelow(directory) ?? true) &&
      !ignored.some((filter) => filter.coversBelow(directory)),
    targetOf(changed) {
      const relative = relativeTo(path, changed)
      if (!target || !action.startsWith('sync') || relative === undefined) return undefined
      return posix.join('/', target, relative)
    },
  }
}

/** A file whose target is written as a directory keeps its name there. */
function fileTarget(path: string, target: string): string {
  return target.endsWith('/') ? `${target}${path.slice(path.search(/[^/\\]+$/))}` : target
}
