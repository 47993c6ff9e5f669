import { isOneOff } from '../model/container.ts'
import { labels } from '../model/labels.ts'
import type { ObservedContainer } from '../model/observed.ts'
import type { Project } from '../model/project.ts'
import type { Service } from '../model/service.ts'
import { GraphBuilder } from './graph.ts'
import type { NodeId, Operation } from './operation.ts'

/** Collects what is done to the containers of one engine. */
export class PlanBuilder extends GraphBuilder<Operation> {
  readonly #project: Pick<Project, 'services' | 'disabled'> | undefined

  /** `project` is that whose containers are stopped and started: their hooks are its services'. */
  constructor(project?: Pick<Project, 'services' | 'disabled'>) {
    super()
    this.#project = project
  }

  /** The service that a container is of, enabled or not; undefined for one-offs and for what is of none. */
  serviceOf({ labels: own }: ObservedContainer): Service | undefined {
    const name = own[labels.service]
    if (name === undefined || isOneOff({ labels: own })) return undefined
    return this.#project?.services[name] ?? this.#project?.disabled[name]
  }

  /** The node that stops a container, where one is there by now. */
  stopOf(container: string): NodeId | undefined {
    return this.nodesOf(
      'stop-container',
      (stop) => 'id' in stop.container && stop.container.id === container,
    )[0]
  }

  /** Nodes that take a container out of networks; it must be there until they are through. */
  disconnectsOf(container: string): NodeId[] {
    return this.nodesOf(
      'disconnect-network',
      (one) => 'id' in one.container && one.container.id === container,
    )
  }
}
