import type { Failure } from '../model/failure.ts'
import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { ImageChange, NodeId, Operation, Plan, PlanNode, Question } from './operation.ts'

type Unchanged = Plan['unchanged'][number]

/** Collects the nodes of one plan. Made and used within a single planning function. */
export class PlanBuilder {
  readonly #nodes = new Map<NodeId, PlanNode>()
  readonly #questions: Question[] = []
  readonly #unchanged: Unchanged[] = []
  readonly #warnings: Failure[] = []
  readonly #project: Pick<Project, 'services' | 'disabled'> | undefined

  /** `project` is that whose containers are stopped and started: their hooks are its services'. */
  constructor(project?: Pick<Project, 'services' | 'disabled'>) {
    this.#project = project
  }

  /** The service that a container is of, enabled or not; undefined for one-offs and for what is of none. */
  serviceOf({ labels: own }: ObservedContainer): Service | undefined {
    const name = own[labels.service]
    if (name === undefined || own[labels.oneoff] === 'True') return undefined
    return this.#project?.services[name] ?? this.#project?.disabled[name]
  }

  /**
   * Adds a node and returns its id. `name` must be unique among the nodes of its kind; a second node of
   * the same id is the same node, and its reasons and predecessors are added to the first.
   */
  add(
    operation: Operation,
    name: string,
    reasons: readonly Reason[],
    after: Iterable<NodeId | undefined> = [],
    extra: {
      onlyIfChanged?: readonly ImageChange[] | undefined
      onlyIfFailed?: PlanNode['onlyIfFailed']
      part?: PlanNode['part']
    } = {},
  ): NodeId {
    const id: NodeId = `${operation.kind} ${name}`
    const before = this.#nodes.get(id)
    const predecessors = new Set(before?.after)
    for (const { node } of extra.onlyIfChanged ?? []) predecessors.add(node)
    for (const node of after) if (node !== undefined && node !== id) predecessors.add(node)
    this.#nodes.set(id, {
      id,
      operation: before?.operation ?? operation,
      reasons: before ? [...before.reasons, ...reasons] : reasons,
      after: [...predecessors],
      ...(extra.onlyIfChanged?.length && { onlyIfChanged: extra.onlyIfChanged }),
      ...(extra.onlyIfFailed && { onlyIfFailed: extra.onlyIfFailed }),
      ...(extra.part && { part: extra.part }),
    })
    return id
  }

  /** Lets a node that is there wait for more. */
  require(id: NodeId, before: readonly NodeId[]): void {
    const node = this.#nodes.get(id)
    if (node) this.#nodes.set(id, { ...node, after: [...new Set([...node.after, ...before])] })
  }

  has(id: NodeId): boolean {
    return this.#nodes.has(id)
  }

  /** Nodes that take a container out of networks; it must be there until they are through. */
  disconnectsOf(container: string): NodeId[] {
    return [...this.#nodes.values()].flatMap(({ id, operation }) =>
      operation.kind === 'disconnect-network' &&
      'id' in operation.container &&
      operation.container.id === container
        ? [id]
        : [],
    )
  }

  ask(question: Question): void {
    this.#questions.push(question)
  }

  unchanged(thing: Unchanged): void {
    this.#unchanged.push(thing)
  }

  warn(failure: Failure): void {
    this.#warnings.push(failure)
  }

  build(): Plan {
    return {
      nodes: [...this.#nodes.values()],
      questions: this.#questions,
      unchanged: this.#unchanged,
      warnings: this.#warnings,
    }
  }
}
