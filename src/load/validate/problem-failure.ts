import { closest } from '../../model/closest.ts'
import type { Failure } from '../../model/failure.ts'
import { failure } from '../../model/failure.ts'
import type { Place } from '../../model/place.ts'
import type { Tree, TreeMap } from '../../model/tree.ts'
import { findOrigin, isMap } from '../../model/tree.ts'
import type { Problem } from './explain.ts'

/** The failure that tells of a problem, at the place of what is wrong. */
export function problemFailure(problem: Problem, root: TreeMap): Failure {
  const { path } = problem
  const at = findOrigin(root, path)?.at
  switch (problem.kind) {
    case 'type':
      return failure('wrong-type', { path, wanted: problem.wanted, got: problem.got }, { at })
    case 'unknown-key':
      return unknownKey(problem, root)
    case 'bad-name':
      return failure('bad-name', { path, key: problem.key }, { at: keyPlace(root, path, problem.key) })
    case 'missing-key':
      return failure('missing-key', { path, key: problem.key }, { at: findOrigin(root, path)?.key ?? at })
    case 'enum': {
      const suggestion = closest(String(valueAt(root, path)), problem.allowed)
      const data = { path, value: String(valueAt(root, path)), allowed: problem.allowed }
      return failure('not-allowed-value', { ...data, ...(suggestion && { suggestion }) }, { at })
    }
    case 'range':
      return failure('out-of-range', { path, limit: problem.limit, bound: problem.bound }, { at })
    case 'pattern':
      return failure(
        'wrong-pattern',
        { path, value: String(valueAt(root, path)), pattern: problem.pattern },
        { at },
      )
    case 'repeated': {
      const first = findOrigin(root, [...path, problem.first])?.at
      const related = first ? [{ note: 'first here', at: first }] : []
      const value = valueAt(root, [...path, problem.second])
      const shown = typeof value === 'object' ? JSON.stringify(value) : String(value)
      return failure(
        'repeated-item',
        { path, value: shown },
        { at: findOrigin(root, [...path, problem.second])?.at, related },
      )
    }
  }
}

function unknownKey({ path, key, known }: Extract<Problem, { kind: 'unknown-key' }>, root: TreeMap): Failure {
  const isService = path.length === 0 && looksLikeService(root[key])
  const suggestion = isService ? undefined : closest(key, known)
  const data = { path, key, ...(suggestion && { suggestion }), ...(isService && { isService }) }
  return failure('unknown-key', data, { at: keyPlace(root, path, key) })
}

/** The first format of compose files had services at the top. */
function looksLikeService(value: Tree | undefined): boolean {
  return isMap(value) && ('image' in value || 'build' in value)
}

type Path = readonly (string | number)[]

function keyPlace(root: TreeMap, path: Path, key: string): Place | undefined {
  const origin = findOrigin(root, [...path, key])
  return origin?.key ?? origin?.at
}

function valueAt(root: TreeMap, path: Path): Tree | undefined {
  let node: Tree | undefined = root
  for (const step of path) node = (node as TreeMap | undefined)?.[step]
  return node
}
