import type { Place, Source } from '../../model/place.ts'
import { isSource, readText } from '../read-text.ts'
import type { Report } from '../report.ts'
import type { Environment, EnvValue } from './environment.ts'
import { parseEnvFile } from './parse-env-file.ts'

/** Variables of env files, later files over earlier ones; what `environment` has wins in `${…}`. */
export async function readEnvFiles(
  paths: readonly { readonly path: string; readonly at?: Place | undefined }[],
  environment: Environment,
  sources: Source[],
  report: Report,
): Promise<Map<string, EnvValue>> {
  const variables = new Map<string, EnvValue>()
  for (const { path, at } of paths) {
    const source = await readText(path, 'env', at)
    if (!isSource(source)) {
      report.add(source)
      continue
    }
    sources.push(source)
    parseEnvFile(source, variables, { lookup: (name) => environment.get(name) }, report)
  }
  return variables
}
