import { realpathSync, statSync } from 'node:fs'
import { join, parse, relative, resolve, sep } from 'node:path'
import { isPrivate } from '../../files/is-private.ts'
import { LARGEST, readPlainFileIfThere } from '../../files/read-file.ts'
import { Failed, type Failure, failure, warning } from '../../model/failure.ts'
import { ignoreFileProblems } from '../../model/patterns/ignore-file.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { findIgnoreAll, readIgnoreFile } from '../../watch/rules/ignore-file.ts'
import { compileRules, isSync, OLD_INITIAL_SYNC, type Rule, type RuleSource } from '../../watch/rules/rule.ts'

/** The rules of a project's services. */
export interface ProjectRules {
  readonly rules: readonly Rule[]
  readonly warnings: readonly Failure[]
  /** The .dockerignore files that count, or would if they were there. */
  readonly ignoreFiles: readonly string[]
}

/** Reads what the services of a project say is to be watched; fails with all that cannot be done. */
export function readRules(project: Project): ProjectRules {
  const sources: RuleSource[] = []
  const warnings: Failure[] = []
  const failures: Failure[] = []
  const ignoreFiles: string[] = []
  for (const service of Object.values(project.services)) {
    const rules = service.develop?.watch ?? []
    if (rules.length === 0) continue
    const candidates = ignoreFilesOf(service)
    ignoreFiles.push(...candidates)
    const ignoreFile = firstIgnoreFile(service, candidates, failures, warnings)
    for (const rule of rules) {
      const { path } = rule
      const about = { service: service.name, path }
      if (rule.extensions && OLD_INITIAL_SYNC in rule.extensions)
        warnings.push(warning('watch-initial-sync-old', about))
      if (parse(path).root === path) warnings.push(warning('watch-root', { service: service.name }))
      if (rule.action === 'rebuild' && !service.build) failures.push(failure('watch-without-build', about))
      if (rule.action === 'sync+exec' && !rule.exec?.command?.length)
        failures.push(failure('watch-exec-without-command', about))
      if (isSync(rule) && isMounted(path, service)) {
        warnings.push(warning('watch-path-mounted', about))
        continue
      }
      sources.push({
        service: service.name,
        rule,
        isFile: isFile(path),
        ...(ignoreFile && { ignoreFile: { ...ignoreFile, root: seenFrom(path, ignoreFile.root) } }),
      })
    }
  }
  if (failures.length > 0) throw new Failed(failures)
  return { rules: compileRules(sources), warnings, ignoreFiles }
}

function ignoreFilesOf({ build }: Service): string[] {
  const context = build?.context
  // A context on the web has no files here.
  if (!context?.startsWith('/') && !/^[a-zA-Z]:\\/.test(context ?? '')) return []
  const dockerfile = resolve(context ?? '', build?.dockerfile || 'Dockerfile')
  return [`${dockerfile}.dockerignore`, join(context ?? '', '.dockerignore')]
}

/** The ignore file that counts, and its patterns; `failures` and `warnings` get what is to be said of it. */
function firstIgnoreFile(
  { name, build }: Service,
  candidates: readonly string[],
  failures: Failure[],
  warnings: Failure[],
): RuleSource['ignoreFile'] {
  for (const path of candidates) {
    const bytes = readPlainFileIfThere(path, LARGEST.setting)
    if (!bytes) continue
    const source = {
      path,
      text: bytes.toString('utf8'),
      isPrivate: isPrivate({ path, isCompose: false }),
    }
    failures.push(...ignoreFileProblems(source))
    const all = findIgnoreAll(source)
    if (all) warnings.push(warning('watch-ignore-all', { service: name }, { at: all }))
    return { root: build?.context ?? '', lines: failures.length > 0 ? [] : readIgnoreFile(source.text) }
  }
  return undefined
}

/**
 * A folder by the path that goes with another: paths of rules have their first link resolved, those of build contexts
 * have not, and one must be found to lie in the other all the same.
 */
function seenFrom(path: string, folder: string): string {
  if (isBelow(folder, path)) return folder
  const [real, realFolder] = [realPath(path), realPath(folder)]
  if (!isBelow(realFolder, real)) return isBelow(path, realFolder) ? realFolder : folder
  const way = relative(realFolder, real)
  if (way === '') return path
  return path.endsWith(`${sep}${way}`) ? path.slice(0, -way.length - 1) : folder
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

function isMounted(path: string, { volumes = [] }: Service): boolean {
  return volumes.some(
    ({ type, source }) => type === 'bind' && source !== undefined && isBelow(seenFrom(path, source), path),
  )
}

function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-zA-Z]:/.test(way))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
