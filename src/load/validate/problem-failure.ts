import { closest } from '../../model/closest.ts'
import type { Failure } from '../../model/failure.ts'
import { failure } from '../../model/failure.ts'
import type { Tree, TreeMap } from '../../model/tree.ts'
import { isMap, treeText } from '../../model/tree.ts'
import { besides, whereIs, whereIsKey } from '../../model/where.ts'
import type { Problem } from './explain.ts'
import schema from './generated/schema.mjs'

type Of<K extends Problem['kind']> = Extract<Problem, { kind: K }>

/** The failure that tells of a problem, at the place of what is wrong. */
export function problemFailure(problem: Problem, root: TreeMap): Failure {
  const { path } = problem
  const where = whereIs(root, path)
  switch (problem.kind) {
    case 'type':
      return wrongType(problem, root)
    case 'unknown-key':
      return unknownKey(problem, root)
    case 'bad-name':
      return failure('bad-name', { path, key: problem.key }, whereIsKey(root, [...path, problem.key]))
    case 'missing-key':
      return failure('missing-key', { path, key: problem.key }, whereIsKey(root, path))
    case 'enum':
      return notAllowed(problem, root)
    case 'range':
      return failure('out-of-range', { path, limit: problem.limit, bound: problem.bound }, where)
    case 'pattern':
      return failure('wrong-pattern', { path, value: shown(root, path), pattern: problem.pattern }, where)
    case 'repeated':
      return repeated(problem, root)
  }
}

function wrongType({ path, wanted, first, got }: Of<'type'>, root: TreeMap): Failure {
  const isScalar = got !== 'mapping' && got !== 'list' && got !== 'null'
  const data = {
    path,
    wanted,
    first,
    got,
    ...(isScalar && { value: shown(root, path) }),
    ...(isServiceKey(path) && { isOutdented: true }),
  }
  return failure('wrong-type', data, whereIs(root, path))
}

function unknownKey({ path, key, known, below }: Of<'unknown-key'>, root: TreeMap): Failure {
  const isService = path.length === 0 && looksLikeService(root[key])
  const likely = isService ? [] : [closest(key, known), below?.join('.')].filter((way) => way !== undefined)
  const isOutdented = isServiceKey(path)
  const data = {
    path,
    key,
    ...(likely.length > 0 && { suggestion: likely.join(' or ') }),
    ...(isService && { isService }),
    ...(isOutdented && { isOutdented }),
  }
  return failure('unknown-key', data, whereIsKey(root, [...path, key]))
}

/** Whether what a path takes for a service is named as a key that services have: it lacks indentation. */
function isServiceKey([section, name, ...below]: readonly (string | number)[]): boolean {
  return section === 'services' && below.length === 0 && serviceKeys().includes(String(name))
}

function serviceKeys(): readonly string[] {
  return Object.keys(schema().$defs?.service?.properties ?? {})
}

/** The first format of compose files had services at the top. */
function looksLikeService(value: Tree | undefined): boolean {
  return isMap(value) && ('image' in value || 'build' in value)
}

function notAllowed({ path, allowed }: Of<'enum'>, root: TreeMap): Failure {
  const value = shown(root, path)
  const suggestion = closest(value, allowed)
  const data = { path, value, allowed, ...(suggestion && { suggestion }) }
  return failure('not-allowed-value', data, whereIs(root, path))
}

function repeated({ path, first, second }: Of<'repeated'>, root: TreeMap): Failure {
  const where = whereIs(root, [...path, second])
  const both = besides(where, 'first here', whereIs(root, [...path, first]))
  return failure('repeated-item', { path, value: shown(root, [...path, second]) }, both)
}

function shown(root: TreeMap, path: readonly (string | number)[]): string {
  let node: Tree | undefined = root
  for (const step of path) node = (node as TreeMap | undefined)?.[step]
  return typeof node === 'object' ? treeText(node) : String(node)
}
