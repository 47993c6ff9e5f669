import type { Tree, TreeList, TreeMap } from '../../model/tree.ts'
import { copyOrigin, isList, isMap } from '../../model/tree.ts'

/**
 * Gives variables that have no value the one of the project's environment. Those that it does not have
 * stay without one, or are dropped where that would mean something else (build arguments).
 */
export function fillFromEnvironment(
  value: Tree,
  environment: ReadonlyMap<string, string>,
  keepUnknown: boolean,
): Tree {
  if (isMap(value)) return fillMap(value, environment, keepUnknown)
  return isList(value) ? fillList(value, environment, keepUnknown) : value
}

function fillMap(map: TreeMap, environment: ReadonlyMap<string, string>, keepUnknown: boolean): TreeMap {
  const result: TreeMap = { ...map }
  for (const key of Object.keys(map)) {
    if (map[key] !== null) continue
    const found = environment.get(key)
    if (found !== undefined) result[key] = found
    else if (!keepUnknown) delete result[key]
  }
  return result
}

function fillList(list: TreeList, environment: ReadonlyMap<string, string>, keepUnknown: boolean): TreeList {
  const result: TreeList = []
  list.forEach((item, index) => {
    const filled = typeof item === 'string' && !item.includes('=') ? fill(item, environment) : item
    if (filled === undefined && !keepUnknown) return
    copyOrigin(list, index, result, result.push(filled ?? item) - 1)
  })
  return result
}

function fill(name: string, environment: ReadonlyMap<string, string>): string | undefined {
  const value = environment.get(name)
  return value === undefined ? undefined : `${name}=${value}`
}
