import { basename } from 'node:path'
import { failure, warning } from '../../model/failure.ts'
import type { Place } from '../../model/place.ts'
import type { TreeMap } from '../../model/tree.ts'
import { isMap, originOf } from '../../model/tree.ts'
import type { Environment } from '../env/environment.ts'
import { substitute } from '../interpolate/template.ts'
import type { ParsedDocument } from '../parse/documents.ts'
import type { Report } from '../report.ts'
import { realPathOf } from '../stat.ts'

/**
 * The project's name: `-p`, else COMPOSE_PROJECT_NAME, which must be well formed; else the last `name:` of
 * the files, else the project directory's name, which are made well formed. Empty when there is none.
 */
export function projectName(
  flag: string | undefined,
  directory: string,
  documents: readonly ParsedDocument[],
  environment: Environment,
  interpolate: boolean,
  report: Report,
): string {
  const given = flag || environment.get('COMPOSE_PROJECT_NAME')
  if (given) {
    if (normalizeName(given) !== given) report.add(invalidName(given, flag, environment))
    return given
  }
  const written = lastName(documents)
  if (written) return fromFile(written, environment, interpolate, report)
  const name = normalizeName(basename(directory))
  if (name === '') report.add(failure('project-name-empty', { directory }))
  else warnOfLink(directory, name, report)
  return name
}

/** By way of the link's target the project would have another name. */
function warnOfLink(directory: string, name: string, report: Report): void {
  const target = realPathOf(directory)
  if (target === undefined || basename(target) === basename(directory)) return
  report.add(warning('project-name-from-link', { name, target }))
}

/** Lower case, only what a name may have, starting with a letter or digit. */
export function normalizeName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '')
}

function invalidName(name: string, flag: string | undefined, environment: Environment) {
  const from = flag ? '-p' : 'COMPOSE_PROJECT_NAME'
  const at = flag ? undefined : environment.placeOf('COMPOSE_PROJECT_NAME')
  return failure('project-name-invalid', { name, from, suggestion: normalizeName(name) }, { at })
}

interface WrittenName {
  readonly text: string
  readonly at?: Place | undefined
}

function lastName(documents: readonly ParsedDocument[]): WrittenName | undefined {
  for (const { tree } of [...documents].reverse()) {
    const name = isMap(tree) ? tree.name : undefined
    if (typeof name === 'string' && name !== '') {
      return { text: name, at: originOf(tree as TreeMap, 'name')?.at }
    }
  }
  return undefined
}

/** What is wrong with the expressions is reported when the whole document is interpolated. */
function fromFile(
  { text, at }: WrittenName,
  environment: Environment,
  interpolate: boolean,
  report: Report,
): string {
  let failed = false
  const fail = () => {
    failed = true
  }
  const replaced = interpolate
    ? substitute(text, {
        lookup: (name) => environment.get(name),
        unset: () => undefined,
        invalid: fail,
        tooDeep: fail,
        tooLong: fail,
        required: fail,
      })
    : text
  const name = normalizeName(replaced)
  if (name === '' && !failed) report.add(failure('project-name-empty', { name: text }, { at }))
  return name
}
