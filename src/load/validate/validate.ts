import type { TreeMap } from '../../model/tree.ts'
import type { Reporter } from '../report.ts'
import type { Schema } from './explain.ts'
import { explain } from './explain.ts'
import modelSchema from './generated/schema.mjs'
import { isModel, isService } from './generated/validators.mjs'
import { problemFailure } from './problem-failure.ts'
import { withoutBigInts } from './without-big-ints.ts'

const SCHEMA = modelSchema as Schema
const SERVICE: Schema = { $ref: '#/$defs/service' }

/** Reports what the schema does not allow in a model, and gives the paths of what is wrong. */
export function validateModel(tree: TreeMap, report: Reporter): (readonly (string | number)[])[] {
  if (isModel(withoutBigInts(tree))) return []
  const problems = explain(tree, SCHEMA, SCHEMA)
  for (const problem of problems) report.add(problemFailure(problem, tree))
  return problems.map((problem) => ('key' in problem ? [...problem.path, problem.key] : problem.path))
}

/** Keys of a service whose values the schema does not allow. */
export function invalidServiceKeys(service: TreeMap): string[] {
  if (isService(withoutBigInts(service))) return []
  return explain(service, SERVICE, SCHEMA).map((problem) =>
    String(problem.path[0] ?? ('key' in problem ? problem.key : '')),
  )
}
