import type { Operation } from '../../plan/operation.ts'
import { quote } from '../quote.ts'

/** What an operation does, in words: `create network p_default`, `start api-1`. Containers go by their name. */
export function describeOperation(operation: Operation): string {
  return quote(textOf(operation))
}

function textOf(operation: Operation): string {
  switch (operation.kind) {
    case 'pull-image':
      return `pull image ${operation.image}`
    case 'build-images':
      return `build image ${operation.builds.map(({ image }) => image).join(', ')}`
    case 'remove-image':
      return `remove image ${operation.image}`
    case 'create-network':
      return `create network ${operation.body.Name}`
    case 'create-volume':
      return `create volume ${operation.body.Name}`
    case 'remove-network':
      return `remove network ${operation.name}`
    case 'remove-volume':
      return `remove volume ${operation.name}`
    case 'connect-network':
      return `connect ${operation.containerName} to network ${operation.network}`
    case 'disconnect-network':
      return `disconnect ${operation.containerName} from network ${operation.networkName}`
    case 'copy-files':
      return `copy ${operation.files.map(({ path }) => path).join(', ') || 'files'} into ${operation.name}`
    case 'rename-container':
      return `rename ${operation.from} to ${operation.name}`
    case 'wait-container':
      return `wait for ${operation.name} ${CONDITIONS[operation.condition]}`
    case 'wait-time':
      return `wait ${operation.seconds} s before more of ${operation.service}`
    case 'run-provider':
      return `run provider ${operation.type} ${operation.command} for ${operation.service}`
    case 'run-hook':
      return `run ${operation.when} hook in ${operation.name}`
    default:
      return `${operation.kind.replace('-container', '')} ${operation.name}`
  }
}

const CONDITIONS = { healthy: 'to be healthy', completed: 'to complete', up: 'to be up' } as const
