import type { AttributeFailures } from './failures/attributes.ts'
import type { BuildFailures } from './failures/build.ts'
import type { CliFailures } from './failures/cli.ts'
import type { EngineFailures } from './failures/engine.ts'
import type { LoadFailures } from './failures/load.ts'
import type { PlanFailures } from './failures/plan.ts'
import type { ResolveFailures } from './failures/resolve.ts'
import type { RunFailures } from './failures/run.ts'
import type { WatchFailures } from './failures/watch.ts'
import type { Place } from './place.ts'

/** Every failure code with the facts that its text is made from; one interface a stage. */
export interface FailurePayloads
  extends LoadFailures,
    AttributeFailures,
    ResolveFailures,
    EngineFailures,
    BuildFailures,
    PlanFailures,
    RunFailures,
    WatchFailures,
    CliFailures {}

export type FailureCode = keyof FailurePayloads

/** Where else a failure has to do with: the second of two colliding lines, a link of an extends chain. */
export interface Related {
  readonly note: string
  readonly at: Place
}

/**
 * Something that went wrong, as a value. The text a user reads is made from it in `show/failures`
 * alone, so that a failure can be tested, counted and printed as data.
 */
export type Failure<C extends FailureCode = FailureCode> = {
  [K in C]: {
    readonly code: K
    readonly severity: 'error' | 'warning'
    readonly at?: Place
    readonly related?: readonly Related[]
  } & { readonly data: FailurePayloads[K] }
}[C]

export interface Where {
  readonly at?: Place | undefined
  readonly related?: readonly Related[]
}

/** Makes an error. `where.at` is the place in a source file, when there is one. */
export function failure<C extends FailureCode>(
  code: C,
  data: FailurePayloads[C],
  where: Where = {},
): Failure {
  return make('error', code, data, where)
}

/** Makes a warning: it is shown and the work goes on. */
export function warning<C extends FailureCode>(
  code: C,
  data: FailurePayloads[C],
  where: Where = {},
): Failure {
  return make('warning', code, data, where)
}

function make<C extends FailureCode>(
  severity: 'error' | 'warning',
  code: C,
  data: FailurePayloads[C],
  { at, related }: Where,
): Failure {
  return {
    code,
    severity,
    data,
    ...(at && { at }),
    ...(related?.length && { related }),
  } as unknown as Failure
}

/**
 * Carries failures out of a stage that cannot go on. The only exception thrown on purpose; everything
 * else that is thrown is a bug.
 */
export class Failed extends Error {
  readonly failures: readonly Failure[]

  constructor(failures: Failure | readonly Failure[]) {
    const list = Array.isArray(failures) ? failures : [failures as Failure]
    super(list.map((f) => f.code).join(', '))
    this.name = 'Failed'
    this.failures = list
  }
}
