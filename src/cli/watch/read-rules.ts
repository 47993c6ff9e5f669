import { readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { Failed, type Failure, failure, warning } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Service } from '../../model/service.ts'
import { readIgnoreFile } from '../../watch/rules/ignore-file.ts'
import { compileRules, isSync, type Rule, type RuleSource } from '../../watch/rules/rule.ts'

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
    const ignoreFile = firstIgnoreFile(service, candidates)
    for (const rule of rules) {
      const { path } = rule
      const about = { service: service.name, path }
      if (rule.action === 'rebuild' && !service.build) failures.push(failure('watch-without-build', about))
      if (rule.action === 'sync+exec' && !rule.exec?.command?.length)
        failures.push(failure('watch-exec-without-command', about))
      if (isSync(rule) && isMounted(path, service)) {
        warnings.push(warning('watch-path-mounted', about))
        continue
      }
      sources.push({ service: service.name, rule, isFile: isFile(path), ...(ignoreFile && { ignoreFile }) })
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

function firstIgnoreFile({ build }: Service, candidates: readonly string[]): RuleSource['ignoreFile'] {
  for (const path of candidates) {
    try {
      return { root: build?.context ?? '', lines: readIgnoreFile(readFileSync(path, 'utf8')) }
    } catch {
      // The next one counts.
    }
  }
  return undefined
}

function isMounted(path: string, { volumes = [] }: Service): boolean {
  return volumes.some(({ type, source }) => type === 'bind' && source !== undefined && isBelow(source, path))
}

function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-zA-Z]:/.test(way))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
