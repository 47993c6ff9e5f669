import { filesToCopy } from '../attributes/secrets-and-configs.ts'
import { Failed } from '../model/failure.ts'
import type { Project } from '../model/project.ts'
import type { Reason } from '../model/reason.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'
import type { NodeOptions } from './graph.ts'
import type { ContainerRef, NodeId } from './operation.ts'

/**
 * Puts the secrets and configs of a service that are no mounts into a container that is about to start; nothing
 * where there are none. What cannot be copied is refused here and not where a container is only made. A start that
 * may not come to pass carries the refusal with it.
 */
export function planCopy(
  plan: PlanBuilder,
  project: Project,
  service: Service,
  container: { readonly container: ContainerRef; readonly name: string },
  reasons: readonly Reason[],
  after: readonly (NodeId | undefined)[],
  options: Pick<NodeOptions, 'guard'> = {},
): NodeId | undefined {
  const copied = refusable(() => filesToCopy(service, project), options.guard !== undefined)
  if (copied.files.length === 0 && !copied.refused) return undefined
  const operation = { kind: 'copy-files' as const, ...container, service: service.name, ...copied }
  return plan.add(operation, container.name, reasons, after, options)
}

function refusable<T>(read: () => readonly T[], isUnsure: boolean) {
  try {
    return { files: read() }
  } catch (error) {
    if (!isUnsure || !(error instanceof Failed)) throw error
    return { files: [], refused: error.failures }
  }
}
