import type { NodeCourse } from '../model/course.ts'
import type { Course } from '../plan/course.ts'
import type { NodeId } from '../plan/operation.ts'

/** Keeps how each node goes while a plan is walked. */
export class CourseKeeper {
  readonly #nodes = new Map<NodeId, NodeCourse>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  begin(id: NodeId): void {
    const now = this.#now()
    this.#nodes.set(id, { state: 'running', began: now, ended: now })
  }

  end(id: NodeId, state: 'done' | 'skipped' | 'failed' | 'ended'): void {
    const now = this.#now()
    this.#nodes.set(id, { state, began: this.#nodes.get(id)?.began ?? now, ended: now })
  }

  get course(): Course {
    return this.#nodes
  }
}
