import type { Failure } from '../../model/failure.ts'
import type { Place } from '../../model/place.ts'
import { isSource, readText } from '../read-text.ts'
import { Report } from '../report.ts'
import type { EnvValue } from './environment.ts'
import { parseEnvFile } from './parse-env-file.ts'

/** A file of variables that a service names, and how it is read. */
export interface VariableFile {
  readonly path: string
  readonly kind: 'env' | 'label'
  readonly raw: boolean
  /** Where the path was written. */
  readonly at?: Place
  lookup(name: string): string | undefined
}

/** Adds the variables of a service's env or label file to `into`; gives back what is wrong with it. */
export async function readVariables(
  { path, kind, raw, at, lookup }: VariableFile,
  into: Map<string, EnvValue>,
): Promise<readonly Failure[]> {
  const source = await readText(path, kind, at)
  if (!isSource(source)) return [source]
  const report = new Report()
  parseEnvFile(source, into, { lookup, raw }, report)
  return report.all
}
