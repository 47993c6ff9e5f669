import type { Attribute } from '../model/attribute.ts'
import type { Tree, TreeMap } from '../model/tree.ts'
import { copyOrigin, isMap, treeMap } from '../model/tree.ts'
import { namesToMapping } from './values/merging.ts'
import { BOOLEAN, mapOf, STRING, struct, zero } from './values/shapes.ts'

/** `depends_on`: what is started before, and removed after. */
export const dependsOn: Attribute = {
  merge: { depends_on: (base, over, context) => context.merge(namesToLong(base), namesToLong(over)) },
  canonical: { depends_on: toLong },
  fields: {
    depends_on: zero(mapOf(struct({ condition: STRING, restart: BOOLEAN, required: [BOOLEAN, 'never'] }))),
  },
  references: ({ depends_on = {} }) =>
    Object.keys(depends_on).map((name) => ({
      kind: 'service',
      name,
      path: ['depends_on', name],
      use: 'depends_on',
    })),
}

/** Names alone become long forms; what is a mapping already is left as it is. */
function namesToLong(value: Tree): Tree {
  return isMap(value) ? value : toLong(value)
}

function toLong(value: Tree): Tree {
  const named = namesToMapping(value)
  if (!named) return value
  const result = treeMap()
  for (const name of Object.keys(named)) {
    const dependency = named[name]
    result[name] = isMap(dependency) || dependency === null ? withDefaults(dependency) : (dependency ?? null)
    copyOrigin(named, name, result, name)
  }
  return result
}

function withDefaults(dependency: TreeMap | null): TreeMap {
  const long = dependency ? { ...dependency } : treeMap()
  long.condition ??= 'service_started'
  long.required ??= true
  return long
}
