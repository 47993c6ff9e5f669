import type { Engine } from '../../engine/engine.ts'
import { type ExecuteResult, executePlan } from '../../execute/execute.ts'
import type { EventSink } from '../../model/event.ts'
import { Failed, type Failure, failure } from '../../model/failure.ts'
import { inDependencyOrder } from '../../model/graph.ts'
import type { Project } from '../../model/project.ts'
import { dependencyGraph } from '../../plan/dependency-graph.ts'
import type { Plan } from '../../plan/graph.ts'
import { abortingLine, attachingLine, exitedText, stoppingLine } from '../../show/foreground.ts'
import { LogPrinter } from '../../show/logs/log-printer.ts'
import { localTimestamp } from '../../show/logs/timestamps.ts'
import type { Context } from '../context.ts'
import { type ContainerEvent, type Monitor, openMonitor } from '../follow/monitor.ts'
import { report } from '../report.ts'
import { showAddresses } from '../steps/addresses.ts'
import { executeOptions, muted } from '../steps/carry-out.ts'
import { isColored } from '../steps/color.ts'
import { startProgress } from '../steps/progress.ts'
import type { UpFlags, UpMode } from '../steps/up-flags.ts'
import { attachedServices } from './attached-services.ts'
import { Attachments } from './attachments.ts'
import { Shutdown } from './shutdown.ts'

/** What foreground `up` has been asked for. */
export interface ForegroundOptions {
  readonly context: Context
  readonly engine: Engine
  readonly project: Project
  readonly plan: Plan
  readonly flags: UpFlags
  readonly mode: UpMode
  /** Services named. */
  readonly services: readonly string[]
  /** Called when everything has started and nothing is changed any more. */
  applied(): void
  /** Called with how starting everything went; gives what else failed. */
  onApplied?(result: ExecuteResult): Promise<readonly Failure[]>
  /** Goes on beside once everything has started, until aborted; it may start and stop containers. */
  beside?(signal: AbortSignal): Promise<void>
}

const INTERRUPTED = 130

/**
 * Applies a plan, attached to what it starts, and stays until nothing runs any more. The first Ctrl-C stops
 * everything gracefully, the second kills, the third leaves everything as it is. Resolves with the exit code.
 *
 *     creating --(all is created)--> attached --(Ctrl-C, --abort-on-…)--> stopping --(Ctrl-C)--> killing
 *         \--(Ctrl-C)--> ended           \--(nothing runs any more)--> ended <------------------/
 */
export async function runForeground(options: ForegroundOptions): Promise<number> {
  const { context, engine, project, flags, services } = options
  const attached = attachedServices(project, services, flags)
  const over = new AbortController()
  const printer = createPrinter(context, flags)
  const attachments = new Attachments(engine, printer, over.signal)
  let applied = (): void => {}
  const shutdown = new Shutdown(
    options,
    new Promise((resolve) => {
      applied = resolve
    }),
  )
  const verdict = new Verdict(options)
  const progress = await startProgress(context, { services: inDependencyOrder(dependencyGraph(project)) })
  let monitor: Monitor | undefined
  let watching: Promise<void> | undefined

  /** The end of creating: from here on there is only output. */
  const attach = async (): Promise<void> => {
    await progress.end()
    const watched = services.length > 0 ? services : attached
    const options = { project: project.name, services: watched, stopped: false, signal: over.signal }
    monitor = await openMonitor(engine, options)
    const names = await attachments.attach(project.name, attached)
    context.stdout.write(attachingLine(names))
    watching = monitor.run((event) => {
      if (event.kind === 'started') attachments.started(event)
      else if (event.kind === 'exited') exits.push(handled(onExit(event)))
    })
    handled(watching)
  }
  const exits: Promise<void>[] = []
  const onExit = async (event: ContainerEvent): Promise<void> => {
    if (verdict.endsAll(event)) {
      context.stderr.write(abortingLine)
      shutdown.stop()
    }
    await attachments.exited(event.id)
    await printer.status(event.name, exitedText(event.exitCode, event.restarting))
  }

  let attaching: Promise<void> | undefined
  const attachOnce = (): Promise<void> => {
    attaching ??= attach()
    return attaching
  }
  const release = context.interrupts.takeOver(() => {
    if (!attaching) {
      // Nothing runs yet that would have to be stopped: whatever is being created is left as it is.
      release()
      context.interrupts.abort()
      return
    }
    context.interrupts.hurryUp()
    const phase = shutdown.interrupt()
    if (phase === 'stopping') context.stdout.write(stoppingLine)
    else if (phase === 'leaving') context.interrupts.abort()
  })
  const emit: EventSink = (event) => {
    if (!attaching) {
      // That something starts is seen in its output.
      if (!('verb' in event && event.verb === 'start')) progress.sink(event)
    } else if (event.kind === 'warning') void report([event.failure], context)
  }
  try {
    const signal = AbortSignal.any([context.interrupts.signal, shutdown.begun])
    const result = await executePlan(options.plan, {
      ...executeOptions(context, engine, project, muted(emit, flags)),
      signal,
      beforeStart: async (container) => {
        await attachOnce()
        // What has not started by now will not be stopped, so it must not start.
        if (shutdown.begun.aborted) throw new Failed(failure('interrupted', { signal: 'SIGINT' }))
        monitor?.expect(container)
      },
    }).finally(() => {
      options.applied()
      if (!options.beside || shutdown.begun.aborted) applied()
    })
    const failures = [...result.failures, ...((await options.onApplied?.(result)) ?? [])]
    if (context.interrupts.signal.aborted) return INTERRUPTED
    if (failures.length > 0) throw new Failed(failures)
    await attachOnce()
    await showAddresses(context, engine, project)
    const settle = () => monitor?.settle()
    const ends = [watching, shutdown.failed, aborted(context.interrupts.signal)]
    if (options.beside) {
      // What ends may be started again: only the user ends it all.
      shutdown.begun.addEventListener('abort', settle)
      const beside = options.beside(AbortSignal.any([shutdown.begun, over.signal])).finally(applied)
      ends.push(beside.then(() => shutdown.failed))
    } else settle()
    await Promise.race(ends)
    if (context.interrupts.signal.aborted) return INTERRUPTED
    await shutdown.done()
    await attachments.done()
    await Promise.all(exits)
    return shutdown.wasInterrupted ? INTERRUPTED : verdict.exitCode
  } catch (error) {
    if (!shutdown.wasInterrupted || !(error instanceof Failed)) throw error
    await report(error.failures, context)
    return INTERRUPTED
  } finally {
    over.abort()
    release()
    if (!attaching) await progress.end()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** It is waited for later, where it is thrown; that it has failed by then must not end the process. */
function handled(work: Promise<void>): Promise<void> {
  work.catch(() => {})
  return work
}

function createPrinter(context: Context, flags: UpFlags): LogPrinter {
  const { stdout, stderr } = context
  return new LogPrinter({
    stdout,
    stderr,
    color: !flags.noColor && isColored(context, stdout),
    prefix: !flags.noLogPrefix,
    ...(flags.timestamps && { stamp: () => localTimestamp(new Date(context.now())) }),
  })
}

/** Which exit ends everything, and which exit code is ours. */
class Verdict {
  readonly #mode: UpMode
  #first: number | undefined
  #chosen: number | undefined

  constructor({ mode }: ForegroundOptions) {
    this.#mode = mode
  }

  /** Takes note of an exit; true for the one that everything is to end with. */
  endsAll({ service, exitCode }: ContainerEvent): boolean {
    const { cascade, exitCodeFrom } = this.#mode
    if (service === exitCodeFrom) this.#chosen ??= exitCode
    if (cascade === 'never' || this.#first !== undefined) return false
    if (cascade === 'on-failure' && exitCode === 0) return false
    this.#first = exitCode
    return true
  }

  get exitCode(): number {
    return this.#chosen ?? this.#first ?? 0
  }
}
