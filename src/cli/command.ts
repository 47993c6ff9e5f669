import type { Context } from './context.ts'
import type { Flags, FlagValues } from './flag.ts'

/** A command: what can be typed, and what is then done. */
export interface Command<F extends Flags = Flags> {
  readonly name: string
  /** What help calls the arguments: `[SERVICE...]`. */
  readonly usage: string
  readonly summary: string
  /** How many arguments it takes. */
  readonly arity: { readonly min: number; readonly max: number }
  readonly flags: F
  /** What follows the first argument is not ours to parse (`exec`, `run`). */
  readonly passThrough?: boolean
  /** Command lines for help, without the program's name. */
  readonly examples: readonly string[]
  /** Does it; resolves with the exit code, 0 when undefined. */
  run(context: Context, flags: FlagValues<F>, args: readonly string[]): Promise<number | undefined>
}

/** Any number of arguments. */
export const anyNumber = { min: 0, max: Number.POSITIVE_INFINITY } as const

/** Ties the types of a command's flags to what its `run` receives. */
export function command<const F extends Flags>(definition: Command<F>): Command<F> {
  return definition
}

/** What `-h`-less code outside a command needs to know of it. */
export type AnyCommand = Omit<Command, 'run'> & {
  run(context: Context, flags: never, args: readonly string[]): Promise<number | undefined>
}
