import { type Paint, paint } from '../ansi.ts'

/** Docker Compose's cycle: cyan, yellow, green, magenta, blue, then the same in bold. */
const CYCLE = ['36', '33', '32', '35', '34', '36;1', '33;1', '32;1', '35;1', '34;1'] as const

/** The paint of the n-th container that speaks, from 0. */
export function logColor(n: number, color: boolean): Paint {
  return paint(CYCLE[n % CYCLE.length] ?? CYCLE[0], color)
}
