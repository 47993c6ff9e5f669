import { delimiter, dirname, join, resolve } from 'node:path'
import { failure, warning } from '../../model/failure.ts'
import type { Environment } from '../env/environment.ts'
import type { Report } from '../report.ts'
import { statOf } from '../stat.ts'

/** Names looked for, the first one found counts. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** Files that COMPOSE_FILE names, relative to `cwd`; nothing when it is not set. */
export function filesFromEnvironment(
  environment: Environment,
  cwd: string,
  report: Report,
): string[] | undefined {
  const value = environment.get('COMPOSE_FILE')
  if (value === undefined) return undefined
  const separator = environment.get('COMPOSE_PATH_SEPARATOR') || delimiter
  const files = value.split(separator).map((file) => (file === '-' ? file : resolve(cwd, file)))
  for (const file of files) {
    if (file !== '-' && !exists(file)) {
      report.add(failure('file-not-found', { path: file, kind: 'compose', named: 'COMPOSE_FILE' }))
    }
  }
  return files
}

/** The compose file of a directory or the nearest one above that has one, and its override file. */
export function findFiles(directory: string, report: Report): string[] {
  for (let at = directory; ; at = dirname(at)) {
    const file = firstOf(FILES, at, 'compose', report)
    if (file !== undefined) {
      const override = firstOf(OVERRIDES, at, 'override', report)
      return override === undefined ? [file] : [file, override]
    }
    if (dirname(at) === at) return []
  }
}

function firstOf(
  names: readonly string[],
  directory: string,
  kind: 'compose' | 'override',
  report: Report,
): string | undefined {
  const found: string[] = []
  for (const name of names) if (exists(join(directory, name))) found.push(join(directory, name))
  const [used] = found
  if (used !== undefined && found.length > 1) report.add(warning('several-files', { kind, found, used }))
  return used
}

/** Whether there is something at a path, whatever it is. */
export function exists(path: string): boolean {
  return typeof statOf(path) === 'object'
}
