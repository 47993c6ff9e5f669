import { serviceOf } from '../../model/container.ts'
import type { EventSink, Subject } from '../../model/event.ts'
import { Failed } from '../../model/failure.ts'
import type { ObservedContainer } from '../../model/observed.ts'
import type { Progress } from '../../show/progress/progress.ts'
import type { Context } from '../context.ts'
import { failuresOf } from '../exit.ts'
import { progressModeOf } from '../progress-mode.ts'
import { isTrue } from './environment-switch.ts'

/** What a command reports its steps to. */
export interface Steps {
  readonly sink: EventSink
  /** Does one step and tells its beginning and end; `work` may say how it came out. */
  step(subject: Subject, verb: string, work: () => Promise<string | undefined>): Promise<void>
}

/** How a command's progress is shown. */
export interface ShownProgress {
  readonly quiet?: boolean
  /** Not drawn in place, because there is output beside it. */
  readonly plain?: boolean
  /** The output of builds goes to standard error too, because something else's is on standard output. */
  readonly buildsBeside?: boolean | undefined
  /** Services in the order in which their containers are listed on a terminal. */
  readonly services?: readonly string[] | undefined
}

/** Does something while its progress is shown; the terminal is as before when this resolves. */
export async function withProgress<T>(
  context: Context,
  work: (steps: Steps) => Promise<T>,
  options: ShownProgress = {},
): Promise<T> {
  const progress = await startProgress(context, options)
  try {
    return await work({ sink: progress.sink, step: (...step) => tell(context, progress.sink, ...step) })
  } finally {
    await progress.end()
  }
}

/**
 * Begins to show progress; `end` of it must be called. Output beside it needs `plain`. What builds print goes to
 * standard output, as by Docker Compose.
 */
export async function startProgress(
  context: Context,
  { quiet = false, plain = false, buildsBeside = plain, services }: ShownProgress = {},
): Promise<Progress> {
  const { appearance, environment, globals } = context
  const [{ createProgress }, { wantsColor, wantsUnicode }] = await Promise.all([
    import('../../show/progress/create-progress.ts'),
    import('../../show/ansi.ts'),
  ])
  const stream = isTrue(environment.COMPOSE_STATUS_STDOUT) ? context.stdout : context.stderr
  const { ansi } = appearance
  const isTerminal = Boolean(stream.isTTY)
  const mode = progressModeOf(appearance.progress, { isTerminal, environment })
  return createProgress(quiet ? 'quiet' : plain && mode === 'tty' ? 'plain' : mode, {
    stream,
    ...(!buildsBeside && { builds: context.stdout }),
    color: wantsColor({ ansi, isTerminal, noColor: environment.NO_COLOR, term: environment.TERM }),
    unicode: wantsUnicode(environment),
    dryRun: globals.dryRun,
    cwd: context.cwd,
    now: context.now,
    services,
  })
}

/** A container that something is done with that has words of its own. */
export function taskOf(container: ObservedContainer, task: string): Subject {
  return { kind: 'container', name: container.name, service: serviceOf(container), task }
}

async function tell(
  context: Context,
  sink: EventSink,
  subject: Subject,
  verb: string,
  work: () => Promise<string | undefined>,
): Promise<void> {
  const began = context.now()
  sink({ kind: 'started', subject, verb })
  try {
    const outcome = (await work()) ?? ''
    sink({ kind: 'done', subject, verb, outcome, seconds: (context.now() - began) / 1000 })
  } catch (error) {
    const [failure] = failuresOf(error)
    if (failure) sink({ kind: 'failed', subject, verb, failure })
    throw error instanceof Failed ? error : new Failed(failuresOf(error))
  }
}
