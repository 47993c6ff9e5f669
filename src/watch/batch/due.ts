/** Times in milliseconds: when the first and the last change of a batch came, and how many there are. */
export interface Burst {
  readonly first: number
  readonly last: number
  readonly count: number
}

const QUIET_FEW = 5
const QUIET_MANY = 20
const MANY = 20
const LONGEST = 200
const SETTLED = 50

/**
 * When a batch is to be copied: once there is quiet, for longer the more there is, and at the latest 200 ms
 * after its first change, so that a long burst is seen to move.
 */
export function dueAt({ first, last, count }: Burst): number {
  const quiet = count > MANY ? QUIET_MANY : QUIET_FEW
  return Math.min(last + quiet, first + LONGEST)
}

/** When what interrupts a service (rebuild, restart, exec) is to be done: once for a burst, after its end. */
export function settledAt(last: number): number {
  return last + SETTLED
}
