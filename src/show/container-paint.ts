import type { ObservedContainer } from '../model/observed.ts'
import type { Paint, Style } from './ansi.ts'

/** The colour of a container's state: red for what needs to be looked at. */
export function containerPaint(
  { state, health, exitCode = 0 }: Pick<ObservedContainer, 'state' | 'health' | 'exitCode'>,
  style: Style,
): Paint {
  switch (state) {
    case 'running':
      return health === 'unhealthy' ? style.red : health === 'starting' ? style.yellow : style.green
    case 'paused':
    case 'restarting':
      return style.yellow
    case 'dead':
      return style.red
    case 'exited':
      return exitCode === 0 ? style.dim : style.red
    default:
      return style.dim
  }
}
