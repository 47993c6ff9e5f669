import type { PlanNode } from '../plan/graph.ts'
import type { Operation, OperationKind } from '../plan/operation.ts'
import type { Execution } from './execute.ts'
import * as container from './handlers/container.ts'
import { copyFiles } from './handlers/copy-files.ts'
import * as element from './handlers/element.ts'
import { runHook } from './handlers/hook.ts'
import * as image from './handlers/image.ts'
import { runProvider } from './handlers/provider.ts'
import { waitTime } from './handlers/time.ts'
import { waitContainer } from './handlers/wait.ts'

/** Does one operation; gives the word that says how it ended, where it is not the operation's own. */
export type Handler<K extends OperationKind> = (
  operation: Operation<K>,
  at: Execution,
  node: PlanNode,
) => Promise<string | undefined>

/** One handler a kind; the type proves that none is missing. */
const handlers: { readonly [K in OperationKind]: Handler<K> } = {
  'pull-image': image.pull,
  'build-images': image.build,
  'remove-image': image.remove,
  'create-network': element.createNetwork,
  'remove-network': element.removeNetwork,
  'connect-network': element.connectNetwork,
  'disconnect-network': element.disconnectNetwork,
  'create-volume': element.createVolume,
  'remove-volume': element.removeVolume,
  'create-container': container.create,
  'start-container': container.start,
  'stop-container': container.stop,
  'kill-container': container.kill,
  'remove-container': container.remove,
  'rename-container': container.rename,
  'pause-container': container.pause,
  'unpause-container': container.unpause,
  'restart-container': container.restart,
  'copy-files': copyFiles,
  'wait-container': waitContainer,
  'wait-time': waitTime,
  'run-hook': runHook,
  'run-provider': runProvider,
}

/** Does what a node says. */
export function handle<K extends OperationKind>(node: PlanNode, at: Execution): Promise<string | undefined> {
  const operation = node.operation as unknown as Operation<K>
  return (handlers[operation.kind as K] as Handler<K>)(operation, at, node)
}
