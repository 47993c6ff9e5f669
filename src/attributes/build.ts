import type { Attribute, Reference, RuleContext } from '../model/attribute.ts'
import { failure } from '../model/failure.ts'
import type { Service } from '../model/service.ts'
import type { Codec } from '../model/shape.ts'
import { ShapeError } from '../model/shape.ts'
import type { Tree } from '../model/tree.ts'
import { copyOrigin, isList, isMap, treeMap } from '../model/tree.ts'
import { FILE_REFERENCE, nameToReference } from './values/file-reference.ts'
import { HOSTS, mergeHosts } from './values/hosts.ts'
import { MAPPING, NULLABLE_MAPPING, splitPair } from './values/key-value.ts'
import { keyOf, mergeAsList } from './values/merging.ts'
import { absolutePath, toEnginePath } from './values/path.ts'
import { absent, BOOLEAN, BYTES, listOf, mapOf, STRING, STRINGS, struct } from './values/shapes.ts'
import { readText } from './values/text.ts'
import { ULIMIT } from './values/ulimit.ts'

/** One text or a list of texts. */
const STRING_LIST: Codec = {
  kind: 'codec',
  decode: (value) => (Array.isArray(value) ? value.map(readText) : [readText(value)]),
  yaml: (value) => value,
  json: (value) => value,
  isZero: (value) => (value as readonly string[]).length === 0,
}

/** `build`: how the image is made. The container knows nothing of it. */
export const build: Attribute = {
  merge: {
    build: (base, over, context) => context.merge(toLong(base), toLong(over)),
    'build.args': mergeAsList,
    'build.additional_contexts': mergeAsList,
    'build.extra_hosts': mergeHosts,
    'build.labels': mergeAsList,
  },
  unique: {
    'build.args': keyOf,
    'build.additional_contexts': keyOf,
    'build.labels': keyOf,
    'build.tags': keyOf,
  },
  canonical: {
    build: toLong,
    'build.additional_contexts': contextsToLong,
    'build.provenance': toText,
    'build.sbom': toText,
    'build.secrets.*': nameToReference,
    'build.ssh': keysToLong,
  },
  defaults: {
    build: (value) => (isMap(value) && !('context' in value) ? { ...value, context: '.' } : value),
  },
  absolute: {
    'build.context': contextPath,
    'build.additional_contexts.*': contextPath,
    'build.ssh.*': toEnginePath,
  },
  fields: {
    build: absent(
      struct({
        context: STRING,
        dockerfile: STRING,
        dockerfile_inline: STRING,
        entitlements: STRINGS,
        args: NULLABLE_MAPPING,
        provenance: STRING,
        sbom: STRING,
        ssh: sshKeys(),
        labels: MAPPING,
        cache_from: STRING_LIST,
        cache_to: STRING_LIST,
        no_cache: BOOLEAN,
        no_cache_filter: STRING_LIST,
        additional_contexts: MAPPING,
        pull: BOOLEAN,
        extra_hosts: HOSTS,
        isolation: STRING,
        network: STRING,
        target: STRING,
        secrets: listOf(FILE_REFERENCE),
        shm_size: BYTES,
        tags: STRING_LIST,
        ulimits: mapOf(ULIMIT),
        platforms: STRING_LIST,
        privileged: BOOLEAN,
      }),
    ),
  },
  references,
}

function toLong(value: Tree): Tree {
  return typeof value === 'string' ? Object.assign(treeMap(), { context: value }) : value
}

function toText(value: Tree): Tree {
  return typeof value === 'string' ? value : readText(value)
}

function contextsToLong(value: Tree, context: RuleContext): Tree {
  return pairsToMap(value, context, (text) => splitPair(text)[1])
}

/** Only the agent that is there by default needs no path. */
function keysToLong(value: Tree, context: RuleContext): Tree {
  return pairsToMap(value, context, (text) => splitPair(text)[1] ?? (text === 'default' ? null : undefined))
}

function pairsToMap(
  value: Tree,
  context: RuleContext,
  find: (text: string) => string | null | undefined,
): Tree {
  if (!isList(value)) return value
  const result = treeMap()
  for (const [index, item] of value.entries()) {
    const text = readText(item)
    const found = find(text)
    if (found === undefined && context.raw) return value
    if (found === undefined) context.report((where) => failure('pair-invalid', { text }, where), [index])
    const [key] = splitPair(text)
    result[key] = found ?? null
    copyOrigin(value, index, result, key)
  }
  return result
}

const REMOTE = /:\/\/|^(?:service:|github\.com\/|git@)/

/** A context may be a directory, and much else. */
function contextPath(value: Tree, context: RuleContext): Tree {
  return typeof value === 'string' && !REMOTE.test(value) ? absolutePath(value, context) : value
}

interface SshKey {
  readonly id: string
  readonly path?: string
}

/** Written as one text each; Docker Compose keeps no order, so that it is that of the names. */
function sshKeys(): Codec {
  return {
    kind: 'codec',
    decode: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new ShapeError('mapping', value)
      const keys = Object.entries(value).map(([id, path]) => ({
        id,
        ...(path !== null && { path: readText(path) }),
      }))
      return keys.sort((a, b) => (a.id < b.id ? -1 : 1))
    },
    yaml: writeKeys,
    json: writeKeys,
    isZero: (value) => (value as readonly SshKey[]).length === 0,
  }
}

function writeKeys(value: unknown): string[] {
  return (value as readonly SshKey[]).map(({ id, path }) => (path ? `${id}: ${path}` : id))
}

function references({ build }: Service): Reference[] {
  const secrets = (build?.secrets ?? []).map(
    ({ source }, index): Reference => ({
      kind: 'secret',
      name: source,
      path: ['build', 'secrets', index],
      use: 'build.secrets',
    }),
  )
  const contexts = Object.entries(build?.additional_contexts ?? {}).flatMap(([key, context]): Reference[] =>
    context.startsWith(SERVICE)
      ? [
          {
            kind: 'service',
            name: context.slice(SERVICE.length),
            path: ['build', 'additional_contexts', key],
            use: 'build.additional_contexts',
          },
        ]
      : [],
  )
  return [...secrets, ...contexts]
}

const SERVICE = 'service:'
