import type { Engine } from '../../engine/engine.ts'
import { Failed, failure } from '../../model/failure.ts'
import type { Project } from '../../model/project.ts'
import type { UpIntent } from '../../plan/desired.ts'
import type { Context } from '../context.ts'
import { readHeal } from '../steps/heal-flag.ts'
import type { Selection } from '../steps/project.ts'
import type { UpFlags } from '../steps/up-flags.ts'
import { lockWatch } from './lock-watch.ts'
import { ProjectWatch } from './project-watch.ts'
import { runWatch } from './run-watch.ts'
import { tellWatch } from './tell.ts'
import { readWatched } from './watched-project.ts'
import { withBuilt } from './with-built.ts'

/** The watch of a foreground `up` that is being prepared. */
export interface UpWatch {
  /** What is to be brought up: services that are watched are built. */
  readonly project: Project
  /** Begins to notice changes; `run` deals with them until aborted. */
  open(
    engine: Engine,
    intent: UpIntent,
  ): Promise<{ run: (signal: AbortSignal) => Promise<void>; close: () => void }>
}

/** Reads what `up --watch` is to watch, or `up --heal` to keep; fails when there is nothing. */
export async function prepareUpWatch(
  context: Context,
  flags: UpFlags,
  selection: Selection,
): Promise<UpWatch> {
  const begun = context.now()
  const heal = readHeal(flags.heal)
  const read = await readWatched(context, selection)
  const watched = flags.watch ? read : { ...read, rules: [] }
  if (watched.rules.length === 0 && !heal)
    throw new Failed(failure('nothing-to-watch', { services: selection.services ?? [] }))
  const services = [...new Set(watched.rules.map(({ service }) => service))]
  return {
    project: withBuilt(watched.project, services),
    async open(engine, intent) {
      const { release } = await lockWatch(context, engine, watched.project.name)
      const end = new AbortController()
      const signal = AbortSignal.any([context.interrupts.signal, end.signal])
      const watch = new ProjectWatch(watched, {
        // What is being changed ends with the watch.
        context: { ...context, interrupts: { ...context.interrupts, signal } },
        engine,
        selection,
        emit: tellWatch(context),
        intent: { ...intent, wait: false, build: 'needed' },
        prune: true,
        quiet: flags.quietBuild,
        heal,
        signal,
        begun,
        rules: flags.watch,
      })
      await watch.open()
      return {
        async run(over) {
          over.addEventListener('abort', () => end.abort())
          await runWatch(context, watch, () => process.kill(context.pid, 'SIGINT'))
        },
        close() {
          end.abort()
          watch.close()
          release()
        },
      }
    },
  }
}
