import type { Failure } from './failure.ts'
import type { Source } from './place.ts'
import type { TreeMap } from './tree.ts'

/** What `load` is asked for; everything of the process comes in here. */
export interface LoadOptions {
  /** Working directory, absolute. */
  readonly cwd: string
  /** `-f`, in order; `-` is standard input. Empty: COMPOSE_FILE, then discovery upwards from `cwd`. */
  readonly files: readonly string[]
  readonly projectDirectory?: string
  /** `-p`. */
  readonly projectName?: string
  /** `--env-file`, in order. */
  readonly envFiles: readonly string[]
  /** `--profile`. */
  readonly profiles: readonly string[]
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Reads standard input to its end. */
  readStdin(): Promise<string | Buffer>
  /** Ends the wait for what a shell hands over (`/dev/stdin`). */
  readonly signal?: AbortSignal
  /** `--no-interpolate` and its like; all true for every verb but `config`. */
  readonly interpolate: boolean
  readonly resolvePaths: boolean
}

/** The one validated, canonical tree that the files make, with where everything came from. */
export interface Loaded {
  readonly tree: TreeMap
  /** Project name, valid. */
  readonly name: string
  /** Project directory, absolute. */
  readonly directory: string
  /** Absolute paths of the files named or found (`-` for standard input), in merge order. */
  readonly files: readonly string[]
  /** Env files named on the command line, absolute. */
  readonly envFiles: readonly string[]
  /** Process environment over `.env` files, plus COMPOSE_PROJECT_NAME. */
  readonly environment: ReadonlyMap<string, string>
  /** Active profiles: flags, or else COMPOSE_PROFILES. */
  readonly profiles: readonly string[]
  /** Everything that was read, for `watch` and `--explain`. */
  readonly sources: readonly Source[]
  readonly warnings: readonly Failure[]
}
