import { stat } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { failure, warning } from '../../model/failure.ts'
import type { Environment } from '../env/environment.ts'
import type { Report } from '../report.ts'

/** Names looked for, the first one found counts. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

/** Files that COMPOSE_FILE names, relative to `cwd`; nothing when it is not set. */
export async function filesFromEnvironment(
  environment: Environment,
  cwd: string,
  report: Report,
): Promise<string[] | undefined> {
  const value = environment.get('COMPOSE_FILE')
  if (value === undefined) return undefined
  const separator = environment.get('COMPOSE_PATH_SEPARATOR') || delimiter
  const files = value.split(separator).map((file) => (file === '-' ? file : resolve(cwd, file)))
  for (const file of files) {
    if (file !== '-' && !(await exists(file))) {
      report.add(failure('file-not-found', { path: file, kind: 'compose', named: 'COMPOSE_FILE' }))
    }
  }
  return files
}

/** The compose file of a directory or the nearest one above that has one, and its override file. */
export async function findFiles(directory: string, report: Report): Promise<string[]> {
  for (let at = directory; ; at = dirname(at)) {
    const file = await firstOf(FILES, at, 'compose', report)
    if (file !== undefined) {
      const override = await firstOf(OVERRIDES, at, 'override', report)
      return override === undefined ? [file] : [file, override]
    }
    if (dirname(at) === at) return []
  }
}

async function firstOf(
  names: readonly string[],
  directory: string,
  kind: 'compose' | 'override',
  report: Report,
): Promise<string | undefined> {
  const found: string[] = []
  for (const name of names) if (await exists(join(directory, name))) found.push(join(directory, name))
  const [used] = found
  if (used !== undefined && found.length > 1) report.add(warning('several-files', { kind, found, used }))
  return used
}

/** Whether there is something at a path, whatever it is. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
