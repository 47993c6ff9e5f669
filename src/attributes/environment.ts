import type { Attribute, RuleContext } from '../model/attribute.ts'
import type { EnvFile } from '../model/service.ts'
import type { Codec } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import type { Tree, TreeList } from '../model/tree.ts'
import { copyOrigin, isList, isMap, treeMap } from '../model/tree.ts'
import { NULLABLE_MAPPING } from './values/key-value.ts'
import { keyOf, mergeAsList } from './values/merging.ts'
import { absolutePath } from './values/path.ts'
import { listOf, zero } from './values/shapes.ts'
import { readText } from './values/text.ts'

/** `environment` and `env_file`. The files' variables come under `environment` when the model is resolved. */
export const environment: Attribute = {
  merge: { environment: mergeAsList, env_file: mergeAsList },
  unique: { environment: keyOf, env_file: pathOf },
  canonical: { env_file: envFilesToLong },
  defaults: { environment: fillFromProject },
  absolute: {
    'env_file.*.path': (value, context) => absolutePath(readText(value), context),
  },
  fields: { environment: zero(NULLABLE_MAPPING), env_file: zero(listOf(envFile())) },
  create(service, body, { proxies }) {
    const variables = Object.entries({ ...proxies, ...service.environment })
    // A name alone takes the variable away that the image may have set.
    if (variables.length > 0)
      body.Env = variables.map(([name, value]) => (value === null ? name : `${name}=${value}`))
  },
}

function pathOf(item: Tree): string {
  return readText(isMap(item) ? item.path : item)
}

function envFilesToLong(value: Tree): Tree {
  if (!isList(value)) return [envFileToLong(value)]
  const result: TreeList = []
  value.forEach((item, index) => {
    copyOrigin(value, index, result, result.push(envFileToLong(item)) - 1)
  })
  return result
}

function envFileToLong(value: Tree): Tree {
  const long = isMap(value) ? { ...value } : Object.assign(treeMap(), { path: value })
  long.required ??= true
  return long
}

/** `- NAME` gets the value that the project's environment has, before other files are merged over it. */
function fillFromProject(value: Tree, { environment }: RuleContext): Tree {
  if (!isList(value)) return value
  const result: TreeList = []
  value.forEach((item, index) => {
    const found = typeof item === 'string' ? environment.get(item) : undefined
    copyOrigin(value, index, result, result.push(found === undefined ? item : `${item}=${found}`) - 1)
  })
  return result
}

/** Written as its path alone when it is required. */
function envFile(): Codec {
  return {
    kind: 'codec',
    decode: decodeEnvFile,
    yaml: (value) => written(value as EnvFile, false),
    json: (value) => written(value as EnvFile, true),
    isZero: () => false,
  }
}

function decodeEnvFile(value: unknown): EnvFile {
  if (typeof value !== 'object' || value === null) throw new ShapeError('mapping', value)
  const { path, required, format } = value as Readonly<Record<string, unknown>>
  return {
    path: readText(path),
    required: required !== false && required !== 'false',
    ...(typeof format === 'string' && { format }),
  }
}

function written({ path, required, format }: EnvFile, withFormat: boolean): unknown {
  if (required) return path
  const entries: [string, unknown][] = [
    ['path', path],
    ['required', false],
  ]
  if (withFormat && format) entries.push(['format', format])
  return new Map(entries)
}
