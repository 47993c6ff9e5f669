import type { Engine, EngineEvent } from '../../engine/engine.ts'
import { isOneOff } from '../../model/container.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import type { Reason } from '../../model/reason.ts'
import type { HealedContainer, WatchEventSink } from '../../model/watch-event.ts'
import type { Plan } from '../../plan/graph.ts'
import { Backoff } from '../../watch/heal/backoff.ts'
import { EventJudge } from '../../watch/heal/judge-event.ts'
import { withoutStarts } from './without-starts.ts'

/** Whether containers that are unhealthy are restarted too. */
export type HealMode = 'stopped' | 'unhealthy'

export interface HealerOptions {
  readonly engine: Engine
  readonly mode: HealMode
  readonly emit: WatchEventSink
  /** Plans and applies what is missing; what the plan may do is for `choose` to say. */
  repair(choose: (plan: Plan) => Plan): Promise<Plan>
  /** Restarts one container, with its hooks. */
  restart(id: string): Promise<void>
  /** Has a repair done when there is time for it. */
  post(run: () => Promise<void>): void
  now(): number
}

/** Milliseconds by which several events of one cause are waited for. */
const SETTLE = 300

/**
 * Keeps containers as they should be: what is removed, stopped or changed by hand is put back, what crashes is
 * started again with more and more time in between. What ended well by itself stays ended.
 */
export class Healer {
  readonly #options: HealerOptions
  readonly #judge = new EventJudge()
  readonly #backoff = new Backoff()
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Containers of the project, and whether they run: events of networks tell no more of them than their id. */
  readonly #runs = new Map<string, boolean>()
  /** Containers that may be started again. */
  readonly #wanted = new Set<string>()

  constructor(options: HealerOptions) {
    this.#options = options
  }

  /**
   * Takes note of the containers there are, at the beginning and when the engine was away: what became of them
   * while nobody listened is seen by their states.
   */
  look(containers: readonly ObservedContainer[], when: 'at-first' | 'again'): void {
    for (const { id, name, labels: its, state, exitCode = 0 } of containers) {
      if (isOneOff({ labels: its })) continue
      const ran = this.#runs.get(id)
      const hasEnded = state === 'exited' || state === 'dead'
      this.#runs.set(id, !hasEnded && state !== 'created')
      if (!hasEnded) continue
      if (ran) this.#wanted.add(id)
      else if (ran === undefined && exitCode !== 0) this.#crashed(id, name, exitCode)
    }
    if (when === 'again') this.#repairIn(0)
  }

  /** Deals with an event of one of the project's containers, or of a network that one is in. */
  take(event: EngineEvent): void {
    const { id, attributes } = event
    if (isOneOff({ labels: attributes })) return
    if (event.type === 'container') this.#note(id, event.action)
    else if (!this.#runs.has(attributes.container ?? '')) return
    const exitCode = Number(attributes.exitCode ?? 0)
    const verdict = this.#judge.judge({ type: event.type, action: event.action, id, exitCode })
    const name = attributes.name ?? id
    const { now } = this.#options
    if (verdict?.kind === 'began') {
      this.#wanted.delete(id)
      this.#backoff.began(name, now())
    } else if (verdict?.kind === 'disturbed') {
      this.#wanted.add(id)
      this.#repairIn(SETTLE)
    } else if (verdict?.kind === 'crashed') {
      this.#crashed(id, name, verdict.exitCode)
    } else if (verdict?.kind === 'unhealthy' && this.#options.mode === 'unhealthy') {
      const waitMs = this.#setback(`${name} unhealthy`, undefined, name)
      this.#later(waitMs, () => this.#options.post(() => this.#restart(id, name)))
    }
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #note(id: string, action: string): void {
    if (action === 'destroy') this.#runs.delete(id)
    else if (action === 'die') this.#runs.set(id, false)
    else if (action === 'start' || !this.#runs.has(id)) this.#runs.set(id, action === 'start')
  }

  #crashed(id: string, name: string, exitCode: number): void {
    this.#later(this.#setback(name, exitCode), () => {
      this.#wanted.add(id)
      this.#repairIn(0)
    })
  }

  #setback(key: string, exitCode: number | undefined, container = key): number {
    const { count, waitMs, isWorthTelling } = this.#backoff.failed(key, this.#options.now())
    if (isWorthTelling) {
      const code = exitCode === undefined ? {} : { exitCode }
      this.#options.emit({ kind: 'crash-loop', container, crashes: count, ...code, waitMs })
    }
    return waitMs
  }

  #repairIn(ms: number): void {
    this.#later(ms, () => this.#options.post(() => this.#repair()))
  }

  async #repair(): Promise<void> {
    await this.#options.repair((plan) => {
      const chosen = withoutStarts(plan, (id) => !this.#wanted.has(id))
      const containers = healed(chosen)
      if (containers.length > 0) this.#options.emit({ kind: 'healing', containers })
      return chosen
    })
  }

  async #restart(id: string, name: string): Promise<void> {
    const { engine, emit, restart } = this.#options
    const { health } = await engine.inspectContainer(id)
    if (health !== 'unhealthy') return
    emit({ kind: 'healing', containers: [{ name, reasons: [{ code: 'unhealthy' }] }] })
    await restart(id)
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }
}

/** Reasons that only say that one step follows from another. */
const FOLLOWING: ReadonlySet<Reason['code']> = new Set(['created', 'replaced', 'needed-by'])

/** What a plan does to containers, by their names. */
function healed({ nodes }: Plan): HealedContainer[] {
  const found = new Map<string, Reason[]>()
  for (const { operation, reasons, group } of nodes) {
    const name = group?.name ?? ('containerName' in operation ? operation.containerName : undefined)
    const subject = name ?? ('service' in operation && 'name' in operation ? operation.name : undefined)
    if (subject === undefined) continue
    const telling = reasons.filter(({ code }) => !FOLLOWING.has(code))
    if (telling.length > 0) found.set(subject, [...(found.get(subject) ?? []), ...telling])
  }
  return [...found].map(([name, reasons]) => ({ name, reasons }))
}
