import { SERVICE_FIELDS } from '../attributes/all.ts'
import type { Service } from '../model/service.ts'
import type { Tree } from '../model/tree.ts'
import { isMap } from '../model/tree.ts'
import { decodeStruct } from './decode.ts'

/**
 * The service that a container was made from, read back from the spec it carries. What no spec holds, since it
 * never leads to a new container, is as it is now. Undefined when the spec cannot be read.
 */
export function previousService(spec: string, now: Service): Service | undefined {
  const tree = parse(spec)
  if (!isMap(tree)) return undefined
  let isWhole = true
  const read = decodeStruct({ kind: 'struct', fields: SERVICE_FIELDS }, tree, [], () => {
    isWhole = false
  }) as Partial<Service>
  const { build, pull_policy, scale, depends_on, profiles } = now
  const replicas = now.deploy?.replicas
  return isWhole
    ? {
        ...read,
        name: now.name,
        ...(build && { build }),
        ...(pull_policy && { pull_policy }),
        ...(scale !== undefined && { scale }),
        ...(depends_on && { depends_on }),
        ...(profiles && { profiles }),
        ...(replicas !== undefined && { deploy: { ...read.deploy, replicas } }),
      }
    : undefined
}

function parse(spec: string): Tree {
  try {
    return JSON.parse(spec) as Tree
  } catch {
    return null
  }
}
