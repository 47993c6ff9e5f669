import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, EngineEvent } from '../../engine/engine.ts'
import { Failed } from '../../model/failure.ts'

/** Who is told of an engine's events, and of its absence. */
export interface Listener {
  event(event: EngineEvent): void
  lost(): void
  /** From now on no event is missed. `awayMs`: how long the engine was away; undefined the first time. */
  listening(awayMs: number | undefined): void
}

export interface FollowOptions {
  readonly engine: Engine
  /** Only what carries these is told; of networks the engine knows none. */
  readonly labels: readonly string[]
  readonly signal: AbortSignal
  now(): number
}

const FIRST_WAIT = 200
const LONGEST_WAIT = 2000

/** Hands on events until aborted. When the engine goes away it is asked for until it is back. */
export async function followEngine(
  { engine, labels, signal, now }: FollowOptions,
  listener: Listener,
): Promise<void> {
  let lostAt: number | undefined
  let wait = FIRST_WAIT
  while (!signal.aborted) {
    try {
      const events = await engine.events({ labels, signal })
      listener.listening(lostAt === undefined ? undefined : now() - lostAt)
      lostAt = undefined
      wait = FIRST_WAIT
      for await (const event of events) listener.event(event)
    } catch (error) {
      if (!(error instanceof Failed) && !signal.aborted) throw error
    }
    if (signal.aborted) return
    if (lostAt === undefined) {
      lostAt = now()
      listener.lost()
    }
    await sleep(wait, undefined, { signal }).catch(() => {})
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }
}
