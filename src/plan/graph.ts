import { isDeepStrictEqual } from 'node:util'
import type { Failure } from '../model/failure.ts'
import type { Reason } from '../model/reason.ts'
import type { ImageChange, NodeId, Operation } from './operation.ts'

/**
 * What a node is done for: at least one of these images turns out other than `from` once its node is through. No
 * guard is "always". Compared while the plan is executed, decided here.
 */
export type Guard = readonly ImageChange[]

/** A step of a plan: what, why, and what must be through before. */
export interface PlanNode<Op extends { readonly kind: string } = Operation> {
  readonly id: NodeId
  readonly operation: Op
  readonly reasons: readonly Reason[]
  readonly after: readonly NodeId[]
  readonly guard?: Guard
  /** Done only when one of these nodes failed: it brings back how things were. */
  readonly undoes?: readonly NodeId[]
  /** This node and others are one thing to a user, reported under this container's name. */
  readonly group?: {
    readonly verb: 'recreate'
    readonly name: string
    readonly step: 'first' | 'middle' | 'last'
    /** Of the first: the container runs, and runs on where this is not done. */
    readonly runs?: boolean
  }
}

/** Something that must be agreed to before a plan is made with it. */
export interface Question {
  readonly code: 'recreate-volume' | 'recreate-network'
  readonly subject: string
  readonly reasons: readonly Reason[]
}

/** A whole verb, as data; each node stands after all those that it comes after. */
export interface Plan<Op extends { readonly kind: string } = Operation> {
  readonly nodes: readonly PlanNode<Op>[]
  readonly questions: readonly Question[]
  /** Things that are as they should be, for those who want to see them (`Running`). */
  readonly unchanged: readonly {
    readonly kind: 'container' | 'network' | 'volume'
    readonly name: string
    readonly service?: string
    readonly state?: string
  }[]
  /** What is waited for and is so already. */
  readonly met: readonly {
    readonly name: string
    readonly service: string
    readonly condition: 'healthy' | 'completed' | 'up'
  }[]
  readonly warnings: readonly Failure[]
}

/** What a node may have besides its operation, reasons and predecessors. */
export interface NodeOptions {
  readonly guard?: Guard | undefined
  readonly undoes?: readonly NodeId[] | undefined
  readonly group?: PlanNode['group'] | undefined
}

/** Collects the nodes of one plan. Made and used within a single planning function. */
export class GraphBuilder<Op extends { readonly kind: string }> {
  readonly #nodes = new Map<NodeId, PlanNode<Op>>()
  readonly #questions: Question[] = []
  readonly #unchanged: Plan['unchanged'][number][] = []
  readonly #met: Plan['met'][number][] = []
  readonly #warnings: Failure[] = []

  /**
   * Adds a node and returns its handle. `name` tells it from the others of its kind. What is added a second time is
   * the same node: its reasons and predecessors are added to the first, it is done when either is wanted, and
   * its operation must be the same. What is asked for outside its group as well is no part of it.
   */
  add(
    operation: Op,
    name: string,
    reasons: readonly Reason[],
    after: Iterable<NodeId | undefined> = [],
    { guard, undoes, group }: NodeOptions = {},
  ): NodeId {
    const id = `${operation.kind} ${name}` as NodeId
    const before = this.#nodes.get(id)
    if (before && !isDeepStrictEqual(before.operation, operation))
      throw new Error(`a plan has two different steps "${id}"`)
    const joined = before ? either(before.guard, guard) : guard
    const predecessors = new Set(before?.after)
    for (const { node } of guard ?? []) predecessors.add(node)
    for (const node of after) if (node !== undefined && node !== id) predecessors.add(node)
    const grouped = !before || isDeepStrictEqual(before.group, group) ? group : undefined
    this.#nodes.set(id, {
      id,
      operation,
      reasons: before ? [...before.reasons, ...reasons] : reasons,
      after: [...predecessors],
      ...(joined?.length && { guard: joined }),
      ...(undoes && { undoes }),
      ...(grouped && { group: grouped }),
    })
    return id
  }

  /** Lets a node wait for more. */
  require(id: NodeId, before: readonly NodeId[]): void {
    const node = this.#nodes.get(id)
    if (!node) throw new Error(`a plan has no step "${id}"`)
    this.#nodes.set(id, { ...node, after: [...new Set([...node.after, ...before])] })
  }

  /** The nodes of one kind that are there by now and whose operation is such. */
  nodesOf<K extends Op['kind']>(kind: K, isSuch: (operation: Extract<Op, { kind: K }>) => boolean): NodeId[] {
    return [...this.#nodes.values()].flatMap(({ id, operation }) =>
      operation.kind === kind && isSuch(operation as Extract<Op, { kind: K }>) ? [id] : [],
    )
  }

  ask(question: Question): void {
    this.#questions.push(question)
  }

  unchanged(thing: Plan['unchanged'][number]): void {
    this.#unchanged.push(thing)
  }

  met(wait: Plan['met'][number]): void {
    this.#met.push(wait)
  }

  warn(failure: Failure): void {
    this.#warnings.push(failure)
  }

  /** The plan, sorted; throws where nodes wait for each other, or for one that is not there. */
  build(): Plan<Op> {
    return {
      nodes: sorted([...this.#nodes.values()]),
      questions: this.#questions,
      unchanged: this.#unchanged,
      met: this.#met,
      warnings: this.#warnings,
    }
  }
}

/** Done when either is wanted: "always" absorbs what is done for some images only. */
export function either(a: Guard | undefined, b: Guard | undefined): Guard | undefined {
  if (!a?.length || !b?.length) return undefined
  return [...a, ...b.filter((change) => !a.some((other) => isDeepStrictEqual(other, change)))]
}

/** Nodes so that each comes after those it waits for, else in the order they came in. */
export function sorted<Op extends { readonly kind: string }>(nodes: readonly PlanNode<Op>[]): PlanNode<Op>[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const placed = new Set<NodeId>()
  const open = new Set<NodeId>()
  const order: PlanNode<Op>[] = []
  const place = (node: PlanNode<Op>): void => {
    if (placed.has(node.id)) return
    if (open.has(node.id)) throw new Error(`steps of a plan wait for each other: ${[...open].join(', ')}`)
    open.add(node.id)
    for (const id of node.after) {
      const before = byId.get(id)
      if (!before) throw new Error(`"${node.id}" waits for "${id}", which is not in the plan`)
      place(before)
    }
    open.delete(node.id)
    placed.add(node.id)
    order.push(node)
  }
  for (const node of nodes) place(node)
  return order
}
