import type { Extensions } from './extensions.ts'
import type { Hook } from './service.ts'

/** A service's `develop:`. */
export interface Develop extends Extensions {
  readonly watch?: readonly WatchRule[]
}

export interface WatchRule extends Extensions {
  readonly path: string
  readonly action: 'sync' | 'rebuild' | 'restart' | 'sync+restart' | 'sync+exec'
  readonly target?: string
  readonly exec?: Hook
  readonly include?: readonly string[]
  readonly ignore?: readonly string[]
  readonly initial_sync?: boolean
}
