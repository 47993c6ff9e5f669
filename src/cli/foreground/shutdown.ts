import { observeProject } from '../../engine/observe.ts'
import { executePlan } from '../../execute/execute.ts'
import { Failed } from '../../model/failure.ts'
import type { Plan } from '../../plan/graph.ts'
import { planKillVerb, planStopVerb } from '../../plan/verbs.ts'
import { executeOptions } from '../steps/carry-out.ts'
import { startProgress } from '../steps/progress.ts'
import type { ForegroundOptions } from './foreground.ts'

/** The end of a foreground `up`: everything stopped in reverse order, or killed when that takes too long. */
export class Shutdown {
  readonly #options: ForegroundOptions
  readonly #applied: Promise<void>
  readonly #begun = new AbortController()
  readonly #kill = new AbortController()
  #stopping: Promise<void> | undefined
  #killing: Promise<void> | undefined
  #interrupted = false
  #fail: (error: unknown) => void = () => {}
  /** Rejects when stopping or killing fails. */
  readonly failed: Promise<never>

  /** `applied` resolves once nothing more is started. */
  constructor(options: ForegroundOptions, applied: Promise<void>) {
    this.#options = options
    this.#applied = applied
    this.failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failed.catch(() => {})
  }

  /** Aborted once it has begun. */
  get begun(): AbortSignal {
    return this.#begun.signal
  }

  get wasInterrupted(): boolean {
    return this.#interrupted
  }

  /** What a Ctrl-C does: the first stops, the second kills, those after it wait for nothing any more. */
  interrupt(): 'stopping' | 'killing' | 'leaving' {
    if (this.#killing) return 'leaving'
    const again = this.#interrupted
    this.#interrupted = true
    if (!again) {
      this.stop()
      return 'stopping'
    }
    this.#killing = this.#killAll().catch(this.#fail)
    return 'killing'
  }

  /** Begins to stop everything, unless that is under way. */
  stop(): void {
    this.#begun.abort()
    this.#stopping ??= this.#stopAll().catch(this.#fail)
  }

  /** Resolves once what was begun is over. */
  async done(): Promise<void> {
    await this.#stopping
    await this.#killing
  }

  async #stopAll(): Promise<void> {
    await this.#applied
    const { services, flags, project } = this.#options
    const timeout = flags.timeout !== undefined ? { timeout: flags.timeout } : {}
    await this.#carryOut(
      (observed) => planStopVerb(project, observed, { services, ...timeout }),
      this.#kill.signal,
    )
  }

  async #killAll(): Promise<void> {
    this.#kill.abort()
    const { services, project } = this.#options
    await this.#carryOut(
      (observed) => planKillVerb(project, observed, { services, signal: 'SIGKILL', oneOffs: false }),
      new AbortController().signal,
    )
  }

  async #carryOut(
    plan: (observed: Awaited<ReturnType<typeof observeProject>>) => Plan,
    signal: AbortSignal,
  ): Promise<void> {
    const { context, engine, project } = this.#options
    const observed = await observeProject(engine, project.name)
    // Containers still print: what is drawn in place would be torn apart.
    const progress = await startProgress(context, { plain: true })
    try {
      const options = executeOptions(context, engine, project, progress.sink)
      const { failures } = await executePlan(plan(observed), { ...options, signal })
      if (failures.length > 0) throw new Failed(failures)
    } finally {
      await progress.end()
    }
  }
}
