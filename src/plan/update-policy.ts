import { warning } from '../model/failure.ts'
import type { Service } from '../model/service.ts'
import type { PlanBuilder } from './builder.ts'

/** How the replicas of a service are replaced, from `deploy.update_config`. */
export interface UpdatePolicy {
  /** How many at a time. */
  readonly parallelism: number
  /** Seconds between batches. */
  readonly delay: number
  readonly order: 'start-first' | 'stop-first'
  /** Milliseconds a new container is watched before it counts as good. */
  readonly monitor: number
  /** How many may fail before the update ends. */
  readonly tolerated: number
}

const NANO = 1e9

/** The policy of a service that has one; without, Compose's own way of replacing all at once holds. */
export function updatePolicy(
  service: Service,
  replicas: number,
  plan: PlanBuilder,
): UpdatePolicy | undefined {
  const config = service.deploy?.update_config
  if (!config) return undefined
  const { parallelism = 1, delay = 0, monitor = 0, order, failure_action, max_failure_ratio = 0 } = config
  const port = service.ports?.find(({ published }) => published && published !== '0')
  if (order === 'start-first' && port)
    plan.warn(warning('start-first-impossible', { service: service.name, port: port.published ?? '' }))
  return {
    parallelism: parallelism === 0 ? replicas : parallelism,
    delay: delay / NANO,
    // Two containers cannot hold one host port.
    order: order === 'start-first' && !port ? 'start-first' : 'stop-first',
    monitor: monitor / 1e6,
    tolerated: failure_action === 'continue' ? replicas : Math.floor(max_failure_ratio * replicas),
  }
}
