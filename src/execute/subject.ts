import type { Subject } from '../model/event.ts'
import type { PlanNode } from '../plan/graph.ts'
import type { OperationKind } from '../plan/operation.ts'

const VERBS: Record<Exclude<OperationKind, 'run-provider'>, string> = {
  'pull-image': 'pull',
  'build-images': 'build',
  'create-network': 'create',
  'remove-network': 'remove',
  'create-volume': 'create',
  'remove-volume': 'remove',
  'connect-network': 'connect',
  'disconnect-network': 'disconnect',
  'create-container': 'create',
  'copy-files': 'copy',
  'start-container': 'start',
  'stop-container': 'stop',
  'kill-container': 'kill',
  'remove-container': 'remove',
  'rename-container': 'rename',
  'pause-container': 'pause',
  'unpause-container': 'unpause',
  'restart-container': 'restart',
  'wait-container': 'wait',
  'wait-time': 'wait',
  'run-hook': 'run',
  'remove-image': 'remove',
}

/** The word of an operation, without tense. */
export function verbOf(operation: PlanNode['operation']): string {
  if (operation.kind !== 'run-provider') return VERBS[operation.kind]
  return operation.command === 'up' ? 'create' : 'remove'
}

/** What an operation is about. */
export function subjectOf(operation: PlanNode['operation']): Subject {
  switch (operation.kind) {
    case 'pull-image':
    case 'remove-image':
      return { kind: 'image', name: operation.image }
    case 'build-images':
      return { kind: 'image', name: operation.builds.map((order) => order.image).join(' ') }
    case 'create-network':
    case 'create-volume':
      return { kind: operation.kind === 'create-network' ? 'network' : 'volume', name: operation.body.Name }
    case 'remove-network':
      return { kind: 'network', name: operation.name }
    case 'remove-volume':
      return { kind: 'volume', name: operation.name }
    case 'connect-network':
    case 'disconnect-network':
      return { kind: 'container', name: operation.containerName }
    case 'wait-time':
    case 'run-provider':
      return { kind: 'service', name: operation.service }
    default:
      return { kind: 'container', name: operation.name }
  }
}
