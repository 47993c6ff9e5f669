import { MAPPING } from '../attributes/values/key-value.ts'
import { toEnginePath } from '../attributes/values/path.ts'
import { BOOLEAN, fieldsOf, mapOf, STRING } from '../attributes/values/shapes.ts'
import type { Element, RuleContext } from '../model/attribute.ts'
import type { FileObject } from '../model/elements.ts'
import { failure } from '../model/failure.ts'
import type { Tree } from '../model/tree.ts'
import { isMap, originOf } from '../model/tree.ts'
import { besides } from '../model/where.ts'
import { toPlainExternal } from './external.ts'

/**
 * Where the value of the variable that `environment` names is kept in a tree. The files that are included
 * have an environment of their own, which is gone once they are merged; a key `x-…` passes validation.
 */
const RESOLVED = 'x-#value'

type Source = 'file' | 'environment' | 'content'

/** What secrets and configs have in common; `sources` are the keys that give them their content. */
export function fileObjects(section: 'secrets' | 'configs', sources: readonly Source[]): Element<FileObject> {
  return {
    section,
    cast: { external: 'boolean' },
    canonical: { '': toPlainExternal },
    defaults: { '': readVariable },
    absolute: { file: toEnginePath },
    check: { '': (object, context) => checkSource(object, context, section, sources) },
    fields: fieldsOf({
      name: STRING,
      file: STRING,
      environment: STRING,
      content: STRING,
      external: BOOLEAN,
      labels: MAPPING,
      driver: STRING,
      driver_opts: mapOf(STRING),
      template_driver: STRING,
    }),
  }
}

/** Puts the value of its variable, read while loading, in the place of an object's content. */
export function withVariable(object: FileObject): FileObject {
  const { [RESOLVED]: content, ...others } = object.extensions ?? {}
  if (typeof content !== 'string') return object
  const { extensions, ...rest } = object
  return { ...rest, content, ...(Object.keys(others).length > 0 && { extensions: others }) }
}

function readVariable(object: Tree, context: RuleContext): Tree {
  if (context.raw || !isMap(object) || typeof object.environment !== 'string') return object
  const value = context.environment.get(object.environment)
  return value === undefined ? object : { ...object, [RESOLVED]: value }
}

function checkSource(
  object: Tree,
  context: RuleContext,
  section: 'secrets' | 'configs',
  keys: readonly Source[],
): void {
  if (!isMap(object)) return
  const given = keys.filter((key) => key in object)
  const isElsewhere = 'driver' in object || 'external' in object
  if (given.length > 1 || (given.length === 0 && !isElsewhere)) {
    const at = given.at(-1)
    const other = given.length > 1 ? { at: originOf(object, given[0] as Source)?.at } : {}
    context.report(
      (where) =>
        failure(
          'file-source',
          { section, name: String(context.path[1] ?? ''), keys, given },
          besides(where, 'the other is here', other),
        ),
      at ? [at] : [],
    )
  }
}
