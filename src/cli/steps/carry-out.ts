import type { Engine } from '../../engine/engine.ts'
import { type ExecuteOptions, type ExecuteResult, executePlan } from '../../execute/execute.ts'
import { rehearsePlan } from '../../execute/rehearse.ts'
import type { EventSink } from '../../model/event.ts'
import { Failed, type Failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { Plan } from '../../plan/graph.ts'
import type { Context } from '../context.ts'
import { type BuildSettings, buildWith } from './build.ts'
import { hashing } from './hashing.ts'
import { parallelism } from './parallelism.ts'
import { type ShownProgress, withProgress } from './progress.ts'

/** What a command may ask for besides the plan. */
export interface CarryOutOptions
  extends BuildSettings,
    Pick<ShownProgress, 'quiet' | 'services' | 'buildsBeside'> {
  /** Seconds that nothing but waiting may go on. */
  readonly waitTimeout?: number
  readonly quietPull?: boolean
  readonly quietBuild?: boolean
  /** Name of a container of which nothing is told. */
  readonly hidden?: string
  /** Called with how it went, whether it went well or not; gives what else failed. Not in a rehearsal. */
  onApplied?(result: ExecuteResult): Promise<readonly Failure[]>
}

/** Applies a plan and shows it happen; fails with what failed, and with the reason of an interrupt. */
export async function carryOut(
  context: Context,
  engine: Engine,
  project: Project,
  plan: Plan,
  options: CarryOutOptions = {},
): Promise<void> {
  const result = await withProgress(
    context,
    async ({ sink }) => {
      const emit = muted(sink, options)
      if (context.globals.dryRun) return rehearsePlan(plan, emit, context.now)
      return executePlan(plan, {
        ...executeOptions(context, engine, project, emit, options),
        ...(options.waitTimeout && { waitTimeout: options.waitTimeout }),
      })
    },
    options,
  )
  const failures = result ? [...result.failures, ...((await options.onApplied?.(result)) ?? [])] : []
  if (failures.length > 0) throw new Failed(failures)
  context.interrupts.signal.throwIfAborted()
}

/** What applying a plan needs of a command's surroundings. */
export function executeOptions(
  context: Context,
  engine: Engine,
  project: Project,
  emit: EventSink,
  settings: BuildSettings = {},
): ExecuteOptions {
  return {
    engine,
    project: project.name,
    emit,
    signal: context.interrupts.signal,
    parallel: parallelism(context),
    build: buildWith(context, engine, project, settings),
    provide: async (order, during) =>
      (await import('../providers/run-provider.ts')).runProvider(context, project, order, during),
    hash: (service) => hashing.service(service),
    now: context.now,
  }
}

/** `--quiet-pull` and `--quiet-build`: the steps are told, what happens within them is not. */
export function muted(
  sink: EventSink,
  { quietPull, quietBuild, hidden }: Pick<CarryOutOptions, 'quietPull' | 'quietBuild' | 'hidden'>,
): EventSink {
  return (event) => {
    if (event.kind === 'planned' && hidden) {
      sink({ ...event, subjects: event.subjects.filter(({ name }) => name !== hidden) })
      return
    }
    if (hidden && 'subject' in event && event.subject.name === hidden) return
    if (quietPull && event.kind === 'transfer') return
    if (quietBuild && event.kind === 'build' && event.event.kind !== 'built') return
    sink(event)
  }
}
