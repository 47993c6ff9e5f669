import type { TreeMap } from '../../model/tree.ts'
import type { Reporter } from '../report.ts'
import type { Problem, Schema } from './explain.ts'
import { explain } from './explain.ts'
import schema from './generated/schema.mjs'
import { isModel } from './generated/validators.mjs'
import { problemFailure } from './problem-failure.ts'
import { withoutBigInts } from './without-big-ints.ts'

type Path = readonly (string | number)[]

const SERVICE: Schema = { $ref: '#/$defs/service' }

/** What the schema does not allow in a model that it refuses. That nothing is would be a fault of ours. */
function explainModel(tree: TreeMap): Problem[] {
  const whole = schema()
  const problems = explain(tree, whole, whole)
  if (problems.length === 0) throw new Error('the schema refuses a file, and nothing in it explains why')
  return problems
}

/** Whether a service is as the schema wants it. */
function isService(service: TreeMap): boolean {
  return isModel({ services: { any: withoutBigInts(service) } })
}

/** Reports what the schema does not allow in a model, and gives the paths of what is wrong. */
export function validateModel(tree: TreeMap, report: Reporter): Path[] {
  if (isModel(withoutBigInts(tree))) return []
  return reportAll(explainModel(tree), tree, report)
}

/**
 * Reports what is wrong in a document whatever it is laid over, and gives the paths of it. `complete` says
 * that the document is right even by itself.
 */
export function validateDocument(tree: TreeMap, report: Reporter): { wrong: Path[]; complete: boolean } {
  if (isModel(withoutBigInts(tree))) return { wrong: [], complete: true }
  const problems = explainModel(tree).filter(isDefinite)
  return { wrong: reportAll(problems, tree, report), complete: false }
}

/** Like `validateDocument` for the one service of `tree`, whose path is given. */
export function validateService(service: TreeMap, path: Path, tree: TreeMap, report: Reporter): Path[] {
  if (isService(service)) return []
  const problems = explain(service, SERVICE, schema(), path).filter(isDefinite)
  return reportAll(problems, tree, report)
}

/** Keys of a service whose values the schema does not allow. */
export function invalidServiceKeys(service: TreeMap): string[] {
  if (isService(service)) return []
  return explain(service, SERVICE, schema()).map((problem) => String(pathOf(problem)[0]))
}

const EXTENDS_AT = 2

/**
 * Whether nothing below can make it right: keys may be added, repeated items fall together and an empty
 * value gives way. `extends` is read by those who follow it.
 */
function isDefinite(problem: Problem): boolean {
  if (problem.kind === 'missing-key' || problem.kind === 'repeated') return false
  if (problem.path[EXTENDS_AT] === 'extends') return false
  return !(problem.kind === 'type' && problem.got === 'null' && typeof problem.path.at(-1) === 'string')
}

function reportAll(problems: readonly Problem[], tree: TreeMap, report: Reporter): Path[] {
  for (const problem of problems) report.add(problemFailure(problem, tree))
  return problems.map(pathOf)
}

function pathOf(problem: Problem): Path {
  return 'key' in problem ? [...problem.path, problem.key] : problem.path
}
