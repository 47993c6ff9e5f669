import type { Failure, FailureCode, FailurePayloads, Where } from '../model/failure.ts'
import { Failed, failure, warning } from '../model/failure.ts'
import type { Tree, TreeMap } from '../model/tree.ts'
import { isList, isMap } from '../model/tree.ts'
import { whereIs, whereIsKey } from '../model/where.ts'
import type { Path } from './decode.ts'

/** Gathers what is wrong with a model, so that all of it is told at once. */
export class Findings {
  readonly warnings: Failure[] = []
  readonly #failures: Failure[] = []
  readonly #seen = new Set<string>()
  readonly #root: TreeMap

  /** `root` is the tree the model was read from: places are looked up in it. */
  constructor(root: TreeMap) {
    this.#root = root
  }

  /** Adds an error about the value on a path. */
  add<C extends FailureCode>(code: C, data: FailurePayloads[C], path: Path): void {
    this.addAt(code, data, this.where(path))
  }

  /** Adds an error at a place that is already known; the same one counts once. */
  addAt<C extends FailureCode>(code: C, data: FailurePayloads[C], where: Where): void {
    const identity = `${code} ${where.at?.source.path} ${where.at?.start} ${JSON.stringify(data)}`
    if (this.#seen.has(identity)) return
    this.#seen.add(identity)
    this.#failures.push(failure(code, data, where))
  }

  warn<C extends FailureCode>(code: C, data: FailurePayloads[C], where: Where = {}): void {
    this.warnings.push(warning(code, data, where))
  }

  /** Where the value on a path was written; of a mapping, its key. */
  where(path: Path): Where {
    const isNamed = isMap(valueAt(this.#root, path))
    return isNamed ? whereIsKey(this.#root, path) : whereIs(this.#root, path)
  }

  /** Takes over what another stage found. */
  include(failures: readonly Failure[]): void {
    for (const found of failures) (found.severity === 'error' ? this.#failures : this.warnings).push(found)
  }

  /** Every error so far. */
  get failures(): readonly Failure[] {
    return this.#failures
  }

  /** Leaves the stage when there are errors; warnings may tell why, and go along. */
  throwIfFailed(): void {
    if (this.#failures.length > 0) throw new Failed([...this.warnings, ...this.#failures])
  }
}

function valueAt(root: TreeMap, path: Path): Tree | undefined {
  let node: Tree | undefined = root
  for (const step of path) {
    if (!isMap(node) && !isList(node)) return undefined
    node = (node as TreeMap)[step]
  }
  return node
}
